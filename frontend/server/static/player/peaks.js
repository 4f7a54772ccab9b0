// The lowest and highest sample of each stretch of audio, in bounded memory.

const MOST = 4096; // stretches: more than a screen has pixels
const FIRST_STRETCH = 64; // samples; when there are too many stretches, pairs of them become one

export class Peaks {
  #low = new Int16Array(MOST);
  #high = new Int16Array(MOST);
  #stretch = FIRST_STRETCH;
  samples = 0; // added so far

  /** @param {Int16Array} pcm comes behind what is there */
  add(pcm) {
    for (let first = 0, part; first < pcm.length; first += part.length) {
      if (this.samples === MOST * this.#stretch) this.#merge();
      part = pcm.subarray(first, first + this.#stretch - (this.samples % this.#stretch));
      this.#extend(part);
    }
  }

  /** Take samples that all belong to the last stretch. */
  #extend(part) {
    const at = Math.floor(this.samples / this.#stretch);
    const fresh = this.samples % this.#stretch === 0;
    let [low, high] = fresh ? [part[0], part[0]] : [this.#low[at], this.#high[at]];
    for (const sample of part) {
      if (sample < low) low = sample;
      if (sample > high) high = sample;
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.samples += part.length;
  }

  /**
   * Return [lowest, highest] of the samples from `first` up to `end`, to the precision of a stretch.
   * @param {number} first
   * @param {number} end
   */
  between(first, end) {
    const from = Math.floor(first / this.#stretch);
    const to = Math.max(from + 1, Math.ceil(Math.min(end, this.samples) / this.#stretch));
    let [low, high] = [this.#low[from], this.#high[from]];
    for (let at = from + 1; at < to; at++) {
      low = Math.min(low, this.#low[at]);
      high = Math.max(high, this.#high[at]);
    }
    return [low, high];
  }

  #merge() {
    for (let at = 0; at < MOST / 2; at++) {
      this.#low[at] = Math.min(this.#low[2 * at], this.#low[2 * at + 1]);
      this.#high[at] = Math.max(this.#high[2 * at], this.#high[2 * at + 1]);
    }
    this.#stretch *= 2;
  }
}
