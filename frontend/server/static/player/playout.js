// What the listener hears, sample by sample: when to start, when to wait, how to stop without a click.
// It runs in the AudioWorklet, and on the main thread where there is none.

import { Ring, ringCapacity } from "./ring.js";
import { Stretch } from "./stretch.js";

const LEAD_S = 0.06; // what must be there to start: audio comes in parts, a few a second at worst
const FADE_S = 0.005; // from full loudness to silence: too short to hear, too long to click
const REPORT_S = 0.05;
const FULL_SCALE = 32768;

/**
 * Plays what is pushed. At the speed it was spoken at, samples are never altered but in the fade of a stop:
 * around a gap or a pause the output glides from the last sample to silence, and from silence to the next one.
 *
 * States: "waiting" until enough is there, "playing", "paused", then "ended" or "stopped".
 */
export class Playout {
  #ring;
  #source;
  #lead;
  #slope; // of a glide and of the fade, per sample
  #ending = false; // no more will be pushed
  #stopping = false;
  #gain = 1;
  #output = 0; // the last sample that left
  #silent = 0; // samples since it ceased to sound
  #dry = false; // it waits because it ran dry, not because its listener wanted it

  /** @param {number} sampleRateHz */
  constructor(sampleRateHz) {
    this.#ring = new Ring(ringCapacity(sampleRateHz));
    this.#source = new Stretch(this.#ring, sampleRateHz);
    this.#lead = Math.ceil(LEAD_S * sampleRateHz);
    this.#slope = 1 / (FADE_S * sampleRateHz);
    this.state = "waiting";
    this.gaps = 0;
    this.gapSamples = 0;
  }

  /** The place in the pcm: how many of its samples have left, or were passed over. */
  get played() {
    return this.#source.taken;
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
    if (this.state === "waiting" || this.state === "paused") this.#drop();
  }

  pause() {
    if (!this.#stopping && (this.state === "waiting" || this.state === "playing")) this.state = "paused";
  }

  resume() {
    if (this.state !== "paused") return;
    this.state = "waiting";
    this.#dry = false;
  }

  /**
   * Drop what is here; what is pushed next comes at that place of the pcm.
   * @param {number} position in samples
   */
  seek(position) {
    this.#source.clear(position);
    this.#ending = false;
    this.#dry = false;
    if (this.state === "playing") this.state = "waiting";
  }

  /** @param {number} rate from 0.5 to 2 times the speed it was spoken at */
  setRate(rate) {
    this.#source.rate = rate;
  }

  /** @param {number} samples that must be there before it plays, or goes on after a gap */
  setLead(samples) {
    this.#lead = Math.min(samples, this.#ring.capacity);
  }

  /** @param {Float32Array} output is filled with the next samples, in [-1, 1] */
  render(output) {
    for (let i = 0; i < output.length; i++) output[i] = this.#next();
  }

  #next() {
    if (this.state === "waiting") this.#wait();
    if (this.state === "playing" && !this.#source.length) this.state = this.#dryState();
    if (this.state !== "playing") {
      this.#silent += 1;
      return this.#glide(0);
    }
    const next = this.#source.peek() / FULL_SCALE;
    if (this.#silent && this.#glide(next) !== next) return this.#output;
    this.#silent = 0;
    return this.#play();
  }

  #dryState() {
    if (this.#stopping) return "stopped";
    this.#dry = !this.#ending;
    return this.#ending ? "ended" : "waiting";
  }

  /** Start, or go on after a gap, when enough is there. */
  #wait() {
    const { length } = this.#source;
    if (!length && this.#ending) this.state = "ended";
    else if (length >= this.#lead || (length && this.#ending)) {
      if (this.#dry) this.#countGap();
      this.#dry = false;
      this.state = "playing";
    }
  }

  /** Silence at the end is not a gap, so a gap is counted when the sound continues. */
  #countGap() {
    this.gaps += 1;
    this.gapSamples += this.#silent;
  }

  #play() {
    this.#output = (this.#source.shift() / FULL_SCALE) * this.#gain;
    if (this.#stopping) this.#fade();
    return this.#output;
  }

  #fade() {
    this.#gain = Math.max(0, this.#gain - this.#slope);
    if (!this.#gain) this.#drop();
  }

  #drop() {
    this.#source.clear(this.played);
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
 * In:  {pcm: Int16Array}, {end: true}, {stop: true}, {pause: boolean}, {seek: samples}, {rate}, {lead: samples}
 * Out: a Report 20 times a second while it plays, when the state changes, when a gap has passed and after a seek
 *
 * @typedef {{state: string, played: number, gaps: number, gapSamples: number, seeks: number, atS: number}} Report
 *   what had left by `atS` of the context's time; `seeks` tells those of before a seek from those behind it
 */
export class PlayoutPort {
  #port;
  #sampleRateHz;
  #playout;
  #known = { state: "waiting", gaps: 0, seeks: 0 }; // at the other end
  #seeks = 0;
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

  #take({ pcm, end, stop, pause, seek, rate, lead }) {
    const playout = this.#playout;
    if (pcm) playout.push(pcm);
    if (end) playout.end();
    if (stop) playout.stop();
    if (pause !== undefined) pause ? playout.pause() : playout.resume();
    if (rate) playout.setRate(rate);
    if (lead) playout.setLead(lead);
    if (seek === undefined) return;
    playout.seek(seek);
    this.#seeks += 1;
  }

  #reportDue() {
    const { state, gaps } = this.#playout;
    if (state !== this.#known.state || gaps !== this.#known.gaps || this.#seeks !== this.#known.seeks) return true;
    return state === "playing" && this.#unreported >= REPORT_S * this.#sampleRateHz;
  }

  #report(atS) {
    const { state, played, gaps, gapSamples } = this.#playout;
    this.#port.postMessage({ state, played, gaps, gapSamples, seeks: this.#seeks, atS });
    this.#known = { state, gaps, seeks: this.#seeks };
    this.#unreported = 0;
  }
}
