// The main thread's side of the ring: keeps all pcm, posts no more of it than the ring has room for.

const PIECE = 24000; // samples posted at once, at most

export class Feed {
  #port;
  #capacity;
  #chunk = 0; // the first that is not posted to its end
  #sample = 0; // the next one within that chunk
  #endPosted = false;

  /**
   * @param {MessagePort} port to a PlayoutPort
   * @param {number} capacity of its ring, in samples
   */
  constructor(port, capacity) {
    this.#port = port;
    this.#capacity = capacity;
    /** @type {Int16Array[]} all pcm, in order */
    this.chunks = [];
    this.added = 0; // samples
    this.posted = 0; // samples
    this.ended = false; // no more will be added
  }

  /** @param {Int16Array} chunk */
  add(chunk) {
    this.chunks.push(chunk);
    this.added += chunk.length;
  }

  /** Say that no more will be added. */
  end() {
    this.ended = true;
  }

  /**
   * Post what there is room for, and the end behind the last sample.
   * @param {number} played samples that have left the ring
   */
  pump(played) {
    for (let piece = this.#next(played); piece.length; piece = this.#next(played)) {
      this.posted += piece.length;
      this.#port.postMessage({ pcm: piece }, [piece.buffer]);
    }
    if (this.ended && !this.#endPosted && this.posted === this.added) {
      this.#endPosted = true;
      this.#port.postMessage({ end: true });
    }
  }

  /**
   * Post from there on.
   * @param {number} position in samples
   */
  seek(position) {
    this.posted = position;
    this.#endPosted = false;
    for (this.#chunk = 0; position > (this.chunks[this.#chunk]?.length ?? Infinity); this.#chunk++) {
      position -= this.chunks[this.#chunk].length;
    }
    this.#sample = position;
  }

  /** Forget the pcm; nothing more will be posted. */
  drop() {
    this.chunks = [];
  }

  /** Return a copy of what comes next, as much as fits. */
  #next(played) {
    while (this.#sample === this.chunks[this.#chunk]?.length) {
      this.#chunk += 1;
      this.#sample = 0;
    }
    const room = Math.min(PIECE, this.#capacity - (this.posted - played));
    const piece = this.chunks[this.#chunk]?.slice(this.#sample, this.#sample + room) ?? new Int16Array(0);
    this.#sample += piece.length;
    return piece;
  }
}
