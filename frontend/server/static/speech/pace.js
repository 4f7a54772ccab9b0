// How fast a backend makes speech here, and how much of it must be there before it can be heard to its end.

import { recall, remember } from "../common/memory.js";

const LEAST_LEAD_S = 0.06; // audio comes in parts, a few a second at worst
const MOST_LEAD_S = 8; // nobody waits longer for the beginning; then there are pauses
const ENOUGH_S = 1; // of audio, to measure by
const PACED_S = 6; // ahead of the listener, from where on a server may take its time
const SECONDS_PER_CHARACTER = 0.065;
const SPARE = 1.1; // a machine is not as fast at any moment

export class Pace {
  #backend;
  #characters;
  #known; // of an earlier text
  #firstAtS = null;
  #firstS = 0; // of audio, that came at once
  #measured = null;
  #audioS = 0;
  #spoken = 0; // characters of the segments that have begun

  /**
   * @param {string} backend
   * @param {number} characters of the text
   */
  constructor(backend, characters) {
    this.#backend = backend;
    this.#characters = characters;
    this.#known = recall().speeds?.[backend] ?? null;
  }

  /** Seconds of audio a second, or null while nothing is known. */
  get speed() {
    return this.#measured ?? this.#known;
  }

  begun(text) {
    this.#spoken += text.length;
  }

  /**
   * Note that audio has come.
   * @param {number} audioS of all so far
   * @param {number} leadS of it that is not heard
   * @param {number} nowS
   */
  note(audioS, leadS, nowS) {
    this.#audioS = audioS;
    if (this.#firstAtS === null) [this.#firstAtS, this.#firstS] = [nowS, audioS];
    const made = audioS - this.#firstS;
    if (leadS < PACED_S && made >= ENOUGH_S) this.#measured = made / Math.max(0.001, nowS - this.#firstAtS);
  }

  /**
   * Return what must be there to be heard without a pause from then on, in seconds.
   * @param {number} rate it is played at
   */
  leadS(rate) {
    if (this.speed === null) return LEAST_LEAD_S;
    const lackingS = Math.max(0, this.#characters * this.#characterS - this.#audioS);
    const leadS = lackingS * ((rate * SPARE) / this.speed - 1);
    return Math.min(MOST_LEAD_S, Math.max(LEAST_LEAD_S, leadS));
  }

  /** Keep it for the next text. */
  keep() {
    if (this.#measured === null) return;
    const speeds = recall().speeds ?? {};
    const speed = Number(this.#measured.toPrecision(3));
    remember({ speeds: { ...speeds, [this.#backend]: speed } });
  }

  get #characterS() {
    const enough = this.#audioS > 2 * ENOUGH_S && this.#spoken;
    return enough ? this.#audioS / this.#spoken : SECONDS_PER_CHARACTER;
  }
}
