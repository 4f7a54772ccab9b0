// What the listener hears, sample by sample: when to start, when to wait, how to stop without a click.
// It runs in the AudioWorklet, and on the main thread where there is none.

import { Ring } from "./ring.js";

const RING_S = 10; // fed ahead: what a busy main thread may be late
const LEAD_S = 0.06; // what must be there to start: audio comes in parts, a few a second at worst
const FADE_S = 0.005; // from full loudness to silence: too short to hear, too long to click
const REPORT_S = 0.05;
const FULL_SCALE = 32768;

/**
 * Return how many samples a Playout holds at most.
 * @param {number} sampleRateHz
 */
export const ringCapacity = (sampleRateHz) => Math.ceil(RING_S * sampleRateHz);

/**
 * Plays what is pushed. Samples are never altered but in the fade of a stop: around a gap the output
 * glides from the last sample to silence, and from silence to the next one.
 *
 * States: "waiting" until enough is there, "playing", then "ended" or "stopped".
 */
export class Playout {
  #ring;
  #lead;
  #slope; // of a glide and of the fade, per sample
  #ending = false; // no more will be pushed
  #stopping = false;
  #gain = 1;
  #output = 0; // the last sample that left
  #silent = 0; // samples since it ran dry

  /** @param {number} sampleRateHz */
  constructor(sampleRateHz) {
    this.#ring = new Ring(ringCapacity(sampleRateHz));
    this.#lead = Math.ceil(LEAD_S * sampleRateHz);
    this.#slope = 1 / (FADE_S * sampleRateHz);
    this.state = "waiting";
    this.played = 0; // samples of the pcm that have left
    this.gaps = 0;
    this.gapSamples = 0;
  }

  /** Nothing will sound any more. */
  get finished() {
    return (this.state === "ended" || this.state === "stopped") && this.#output === 0;
  }

  /** @param {Int16Array} pcm no more than fits: `ringCapacity` in all, less what waits here */
  push(pcm) {
    if (!this.#stopping) this.#ring.push(pcm);
  }

  end() {
    this.#ending = true;
  }

  /** Fade out and drop the rest. */
  stop() {
    this.#stopping = true;
    if (this.state === "waiting") this.#drop();
  }

  /** @param {Float32Array} output is filled with the next samples, in [-1, 1] */
  render(output) {
    for (let i = 0; i < output.length; i++) output[i] = this.#next();
  }

  #next() {
    if (this.state === "waiting") this.#wait();
    if (this.state === "playing" && !this.#ring.length) this.state = this.#dryState();
    if (this.state !== "playing") {
      this.#silent += 1;
      return this.#glide(0);
    }
    const next = this.#ring.peek() / FULL_SCALE;
    if (this.#silent && this.#glide(next) !== next) return this.#output;
    this.#silent = 0;
    return this.#play();
  }

  #dryState() {
    if (this.#stopping) return "stopped";
    return this.#ending ? "ended" : "waiting";
  }

  /** Start, or go on after a gap, when enough is there. */
  #wait() {
    const { length } = this.#ring;
    if (!length && this.#ending) this.state = "ended";
    else if (length >= this.#lead || (length && this.#ending)) {
      if (this.played) this.#countGap();
      this.state = "playing";
    }
  }

  /** Silence at the end is not a gap, so a gap is counted when the sound continues. */
  #countGap() {
    this.gaps += 1;
    this.gapSamples += this.#silent;
  }

  #play() {
    this.#output = (this.#ring.shift() / FULL_SCALE) * this.#gain;
    this.played += 1;
    if (this.#stopping) this.#fade();
    return this.#output;
  }

  #fade() {
    this.#gain = Math.max(0, this.#gain - this.#slope);
    if (!this.#gain) this.#drop();
  }

  #drop() {
    this.#ring.clear();
    this.state = "stopped";
  }

  #glide(target) {
    const distance = target - this.#output;
    const near = Math.abs(distance) <= this.#slope;
    this.#output = near ? target : this.#output + Math.sign(distance) * this.#slope;
    return this.#output;
  }
}

/**
 * A Playout at the end of a port.
 *
 * In:  {pcm: Int16Array}, {end: true}, {stop: true}
 * Out: a Report 20 times a second while it plays, when the state changes and when a gap has passed
 *
 * @typedef {{state: string, played: number, gaps: number, gapSamples: number, atS: number}} Report
 *   what had left by `atS` of the context's time
 */
export class PlayoutPort {
  #port;
  #sampleRateHz;
  #playout;
  #known = { state: "waiting", gaps: 0 }; // at the other end
  #unreported = 0; // samples since the last report

  /**
   * @param {MessagePort} port
   * @param {number} sampleRateHz
   */
  constructor(port, sampleRateHz) {
    this.#port = port;
    this.#sampleRateHz = sampleRateHz;
    this.#playout = new Playout(sampleRateHz);
    port.onmessage = ({ data }) => this.#take(data);
  }

  /**
   * Fill the output; return whether there may be more.
   * @param {Float32Array} output
   * @param {number} startS of the output, in the context's time
   */
  render(output, startS) {
    this.#playout.render(output);
    this.#unreported += output.length;
    if (this.#reportDue()) this.#report(startS + output.length / this.#sampleRateHz);
    return !this.#playout.finished;
  }

  #take({ pcm, end, stop }) {
    if (pcm) this.#playout.push(pcm);
    if (end) this.#playout.end();
    if (stop) this.#playout.stop();
  }

  #reportDue() {
    const { state, gaps } = this.#playout;
    if (state !== this.#known.state || gaps !== this.#known.gaps) return true;
    return state === "playing" && this.#unreported >= REPORT_S * this.#sampleRateHz;
  }

  #report(atS) {
    const { state, played, gaps, gapSamples } = this.#playout;
    this.#port.postMessage({ state, played, gaps, gapSamples, atS });
    this.#known = { state, gaps };
    this.#unreported = 0;
  }
}
