// The last takes, kept in the browser with their text, voice settings and sound, bounded in number and size.
//
// A take is kept as it grows, part by part, so a page that is left in the middle loses next to nothing.

import { all, fetched, forget, keepGrown, partsOf } from "../common/store.js";

const MOST_TAKES = 20;
const MOST_BYTES = 100e6; // of all takes: half an hour of speech
const SAMPLE_BYTES = 2;

/**
 * @typedef {{id: string, text: string, voiceSettings: object, sampleRateHz: number, samples: number, parts: number,
 *   transcript: {text: string, startS: number, words: {text: string, startS: number, endS: number}[]}[]}} Take
 */

/**
 * Event "change": there is another take, or one less.
 */
export class Takes extends EventTarget {
  #deleted = new Set(); // of this page: what still grows must not come back

  /** Return all takes, the newest first. */
  async list() {
    return (await all("takes")).reverse();
  }

  /** @param {string} id */
  take(id) {
    return fetched("takes", id);
  }

  /**
   * Return the sound of a take: its pcm in parts.
   * @param {Take} take
   * @returns {Promise<Int16Array[]>}
   */
  async sound({ id }) {
    return (await all("sounds", partsOf(id))).map((part) => new Int16Array(part));
  }

  /**
   * Begin a take; it is kept by `follow`.
   * @param {{text: string, voiceSettings: object, sampleRateHz: number}} made
   */
  begin(made) {
    // Times sort as text for some thousand years, and two tabs do not share a moment.
    const id = `${new Date().toISOString()} ${Math.random().toString(36).slice(2)}`;
    return new Keeper({ ...made, id, samples: 0, parts: 0, transcript: [] }, this);
  }

  async delete(id) {
    this.#deleted.add(id);
    await forget("takes", id);
    await forget("sounds", partsOf(id));
    this.changed();
  }

  async deleteAll() {
    for (const { id } of await this.list()) await this.delete(id);
  }

  /** Delete the oldest, until the rest is within bounds. */
  async prune() {
    let bytes = 0;
    for (const [index, { id, samples }] of (await this.list()).entries()) {
      bytes += samples * SAMPLE_BYTES;
      if (index >= MOST_TAKES || (index && bytes > MOST_BYTES)) await this.delete(id);
    }
  }

  isDeleted(id) {
    return this.#deleted.has(id);
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** Keeps one take as it grows. */
class Keeper {
  #takes;
  #kept = 0; // chunks
  #working = Promise.resolve();

  constructor(take, takes) {
    this.take = take;
    this.#takes = takes;
  }

  /**
   * Keep what has come since the last time, in order.
   * @param {Int16Array[]} chunks all so far
   * @param {Take["transcript"]} transcript of them
   */
  grow(chunks, transcript) {
    const fresh = chunks.slice(this.#kept);
    if (!fresh.length || this.take.samples * SAMPLE_BYTES > MOST_BYTES) return this.#working;
    this.#kept = chunks.length;
    this.#working = this.#working.then(() => this.#keep(fresh, transcript));
    return this.#working;
  }

  async #keep(chunks, transcript) {
    const part = await new Blob(chunks).arrayBuffer();
    const { id, samples, parts } = this.take;
    if (this.#takes.isDeleted(id)) return;
    const grown = { samples: samples + part.byteLength / SAMPLE_BYTES, parts: parts + 1, transcript };
    if (!(await keepGrown({ ...this.take, ...grown }, part, [id, parts]))) return;
    Object.assign(this.take, grown);
    await this.#takes.prune();
    this.#takes.changed();
  }
}
