// Speech at another speed, in its own pitch: WSOLA (Verhelst and Roelands, 1993). Blocks are put behind one
// another, some left out or said again, and each is placed where it goes on most like the one before it.

const BLOCK_S = 0.015;
const SEARCH_S = 0.008; // how far a block is moved for that: a period of a deep voice
const STRIDE = 2; // of the samples compared; speech has little above a quarter of the rate

/** Takes samples out of a ring, at its speed or another one. At 1 they are those of the ring. */
export class Stretch {
  #ring;
  #block;
  #search;
  #speech; // what was taken out of the ring and may be needed yet
  #held = 0; // samples in #speech
  #at = 0; // in #speech, of the next sample of the pcm
  #target = 0; // in #speech, where a steady speed would have us: blocks are near it
  #out = new Float32Array(0); // a block at another speed
  #given = 0; // of that block
  #next = 0; // in #speech, where the pcm goes on behind that block
  rate = 1;
  taken = 0; // samples of the pcm that have been heard or passed over

  /**
   * @param {import("./ring.js").Ring} ring
   * @param {number} sampleRateHz
   */
  constructor(ring, sampleRateHz) {
    this.#ring = ring;
    this.#block = Math.round(BLOCK_S * sampleRateHz);
    this.#search = Math.round(SEARCH_S * sampleRateHz);
    this.#speech = new Float32Array(24 * this.#block);
  }

  /** Samples of the pcm that are here and were not heard. */
  get length() {
    return this.#ring.length + this.#held - this.#at;
  }

  /** Return the next sample without taking it. There must be one. */
  peek() {
    if (this.#given < this.#out.length) return this.#out[this.#given];
    if (this.rate !== 1 && this.#prepare()) return this.#out[0];
    return this.#at < this.#held ? this.#speech[this.#at] : this.#ring.peek();
  }

  /** Take the next sample. There must be one. */
  shift() {
    const sample = this.peek();
    if (this.#given < this.#out.length) this.#takeOfBlock();
    else if (this.#at < this.#held) this.#takeHeld();
    else {
      this.#ring.shift();
      this.#held = this.#at = this.#target = 0; // it is not behind those any more
      this.taken += 1;
    }
    return sample;
  }

  /**
   * Forget all samples; the next ones are those of the pcm from there on.
   * @param {number} position
   */
  clear(position) {
    this.#ring.clear();
    this.#held = this.#at = this.#target = 0;
    this.#out = this.#out.subarray(0, 0);
    this.#given = 0;
    this.taken = position;
  }

  #takeHeld() {
    this.#at += 1;
    this.#target = this.#at;
    this.taken += 1;
  }

  #takeOfBlock() {
    this.#given += 1;
    if (this.#given < this.#out.length) return;
    this.taken += this.#next - this.#at;
    this.#at = this.#next;
    this.#out = this.#out.subarray(0, 0);
    this.#given = 0;
  }

  /** Make the next block; return whether there was enough to make it of. */
  #prepare() {
    const [block, search] = [this.#block, this.#search];
    this.#forget();
    const target = this.#target + (this.rate - 1) * block;
    const wanted = Math.max(this.#at, Math.ceil(target) + search) + 2 * block;
    this.#fill(wanted);
    if (this.#held < wanted) return false;
    const from = this.#likest(Math.round(target));
    this.#out = blend(this.#speech, this.#at, from, block);
    this.#given = 0;
    this.#next = from + block;
    this.#target = target + block;
    return true;
  }

  #fill(count) {
    while (this.#held < count && this.#ring.length) this.#speech[this.#held++] = this.#ring.shift();
  }

  /** Make room, but keep what a block may go back to. */
  #forget() {
    const back = this.#block + 2 * this.#search;
    const first = Math.floor(Math.min(this.#at, this.#target)) - back;
    if (first < 8 * this.#block) return;
    this.#speech.copyWithin(0, first, this.#held);
    this.#held -= first;
    this.#at -= first;
    this.#target -= first;
  }

  /** Return where, near there, the speech is most like what would come next. */
  #likest(target) {
    const first = Math.max(0, target - this.#search);
    let [best, found] = [-Infinity, first];
    for (let from = first; from <= target + this.#search; from++) {
      const likeness = likenessOf(this.#speech, this.#at, from, this.#block);
      if (likeness > best) [best, found] = [likeness, from];
    }
    return found;
  }
}

function likenessOf(speech, at, from, count) {
  let [product, power] = [0, 1];
  for (let i = 0; i < count; i += STRIDE) {
    product += speech[at + i] * speech[from + i];
    power += speech[from + i] ** 2;
  }
  return product / Math.sqrt(power);
}

/** Return a block that begins as the speech goes on at one place and ends as it does at the other. */
function blend(speech, at, from, count) {
  return Float32Array.from({ length: count }, (_, i) => {
    const share = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / count);
    return (1 - share) * speech[at + i] + share * speech[from + i];
  });
}
