// A ring of samples: fixed memory, whatever length of audio passes through it.

const RING_S = 10; // fed ahead: what a busy main thread may be late

/**
 * Return how many samples the player's ring holds.
 * @param {number} sampleRateHz
 */
export const ringCapacity = (sampleRateHz) => Math.ceil(RING_S * sampleRateHz);

export class Ring {
  #samples;
  #head = 0; // where the next sample is read

  /** @param {number} capacity samples it can hold */
  constructor(capacity) {
    this.#samples = new Int16Array(capacity);
    this.length = 0;
  }

  get capacity() {
    return this.#samples.length;
  }

  get room() {
    return this.capacity - this.length;
  }

  /**
   * Put samples behind those that are there.
   * @param {Int16Array} pcm at most `room` samples
   */
  push(pcm) {
    if (pcm.length > this.room) throw new RangeError(`${pcm.length} samples, room for ${this.room}`);
    const tail = (this.#head + this.length) % this.capacity;
    const untilEdge = Math.min(pcm.length, this.capacity - tail);
    this.#samples.set(pcm.subarray(0, untilEdge), tail);
    this.#samples.set(pcm.subarray(untilEdge), 0);
    this.length += pcm.length;
  }

  /** Return the next sample without taking it. There must be one. */
  peek() {
    return this.#samples[this.#head];
  }

  /** Take the next sample. There must be one. */
  shift() {
    const sample = this.#samples[this.#head];
    this.#head = (this.#head + 1) % this.capacity;
    this.length -= 1;
    return sample;
  }

  clear() {
    this.length = 0;
  }
}
