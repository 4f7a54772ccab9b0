// Plays one utterance, without a gap, while its pcm is still coming.

import { playerNode, sharedContext } from "./audio-context.js";
import { Feed } from "./feed.js";
import { ringCapacity } from "./ring.js";

const FINAL = ["ended", "stopped"];

/**
 * Plays the pcm it is given; what does not fit into the ring of the audio thread waits here.
 *
 * Events:
 *   "started"    the first sample leaves
 *   "progress"   detail {state, playedS, bufferedS, gaps, gapS}, 20 times a second while it plays
 *   "paused"     by `pause`
 *   "gap"        the same detail; the sound continues after an underrun
 *   "ended"      all has been played
 *   "stopped"    by `stop`
 *   "suspended", "resumed"   the browser holds the sound back (autoplay policy, a call), or no more
 */
export class Player extends EventTarget {
  #node;
  #port;
  #feed;
  /** @type {import("./playout.js").Report} */
  #report = { state: "waiting", played: 0, gaps: 0, gapSamples: 0, seeks: 0, atS: 0 };
  #seeks = 0;
  #rate = 1;
  #started = false;
  #suspended;
  #onStateChange = () => this.#compareContext();

  /**
   * Open a player that is heard. Call it in a click's or a key's handler, before that awaits anything.
   * @param {number} [sampleRateHz] of the pcm
   */
  static async open(sampleRateHz = 24000) {
    return Player.on(sharedContext(sampleRateHz));
  }

  /**
   * Open a player in a context whose sample rate is that of the pcm.
   * @param {BaseAudioContext} context
   */
  static async on(context) {
    const { node, port } = await playerNode(context);
    return new Player(context, node, port);
  }

  /** For `on`: the node's port leads to a PlayoutPort. */
  constructor(context, node, port) {
    super();
    this.context = context;
    this.analyser = new AnalyserNode(context);
    /** @type {"waiting" | "playing" | "paused" | "ended" | "stopped"} */
    this.state = "waiting";
    this.#node = node;
    this.#port = port;
    this.#feed = new Feed(port, ringCapacity(context.sampleRate));
    this.#suspended = this.suspended;
    port.onmessage = ({ data }) => this.#take(data);
    context.addEventListener("statechange", this.#onStateChange);
    node.connect(this.analyser).connect(context.destination);
  }

  get sampleRateHz() {
    return this.context.sampleRate;
  }

  get addedS() {
    return this.#feed.added / this.sampleRateHz;
  }

  /** What has left the player, as of the last report. */
  get playedS() {
    return this.#report.played / this.sampleRateHz;
  }

  /** Seconds heard: moves smoothly, and includes the device's delay where the browser reports it. */
  get heardS() {
    if (this.state !== "playing") return this.playedS;
    const sinceS = this.context.currentTime - this.#report.atS - (this.context.outputLatency || 0);
    return Math.max(0, Math.min(this.playedS + sinceS * this.#rate, this.#feed.posted / this.sampleRateHz));
  }

  /** What is added and will be played. */
  get bufferedS() {
    return this.#final ? 0 : this.addedS - this.playedS;
  }

  /** Whether no more will be added. */
  get complete() {
    return this.#feed.ended;
  }

  /** How often it ran dry in the middle. */
  get gaps() {
    return this.#report.gaps;
  }

  /** How long it was silent in all gaps together. */
  get gapS() {
    return this.#report.gapSamples / this.sampleRateHz;
  }

  /** Whether the browser holds the sound back; the next click or key sets it free. */
  get suspended() {
    return this.context.state !== "running";
  }

  get #final() {
    return FINAL.includes(this.state);
  }

  /**
   * Return all pcm so far, in order; not to be altered.
   * @returns {Int16Array[]}
   */
  samples() {
    return this.#feed.chunks;
  }

  /** @param {ArrayBuffer | Int16Array} pcm more of it: mono, little-endian */
  add(pcm) {
    if (this.#final) return;
    this.#feed.add(pcm instanceof Int16Array ? pcm : new Int16Array(pcm));
    this.#feed.pump(this.#report.played);
  }

  /** Say that no more will be added. */
  end() {
    if (this.#final) return;
    this.#feed.end();
    this.#feed.pump(this.#report.played);
  }

  pause() {
    this.#port.postMessage({ pause: true });
  }

  resume() {
    this.#port.postMessage({ pause: false });
  }

  /**
   * Go on from there, or from the end of what is added.
   * @param {number} placeS
   */
  seek(placeS) {
    if (this.#final) return;
    const wanted = Math.max(0, Math.round(placeS * this.sampleRateHz));
    const position = Math.min(wanted, this.#feed.added);
    this.#seeks += 1;
    this.#report = { ...this.#report, played: position, atS: this.context.currentTime };
    this.#port.postMessage({ seek: position });
    this.#feed.seek(position);
    this.#feed.pump(position);
  }

  /** @param {number} rate times the speed it was spoken at, from 0.5 to 2, in the same pitch */
  set rate(rate) {
    this.#rate = rate;
    this.#port.postMessage({ rate });
  }

  /** @param {number} leadS what must be there before it plays, or goes on after a gap */
  set leadS(leadS) {
    this.#port.postMessage({ lead: Math.ceil(leadS * this.sampleRateHz) });
  }

  /** Be silent at once and drop what is not played. */
  stop() {
    if (this.#final) return;
    this.#port.postMessage({ stop: true });
    this.state = "stopped";
    this.#say("stopped");
  }

  /** Stop, and let go of the pcm. */
  close() {
    this.stop();
    this.#feed.drop();
  }

  /** @param {import("./playout.js").Report} report */
  #take(report) {
    // After a stop nothing changes any more, and before a seek is done reports are of another place.
    const isNews = report.seeks === this.#seeks || FINAL.includes(report.state);
    if (!this.#final && isNews) this.#tell(report);
    if (FINAL.includes(report.state)) this.#disconnect(); // now that the fade of a stop is over
  }

  #tell(report) {
    const before = this.#report;
    this.#report = report;
    this.state = report.state;
    this.#feed.pump(report.played);
    if (report.state === "playing" || (report.state === "ended" && report.played)) this.#start();
    if (report.state === "paused" && before.state !== "paused") this.#say("paused");
    if (report.gaps > before.gaps) this.#say("gap", this.#progress());
    this.#say("progress", this.#progress());
    if (this.#final) this.#say(this.state);
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#say("started");
  }

  #progress() {
    const { state, playedS, bufferedS, gaps, gapS } = this;
    return { state, playedS, bufferedS, gaps, gapS };
  }

  #compareContext() {
    if (this.suspended === this.#suspended) return;
    this.#suspended = this.suspended;
    this.#say(this.suspended ? "suspended" : "resumed");
  }

  #disconnect() {
    this.#node.disconnect();
    this.analyser.disconnect();
    this.context.removeEventListener("statechange", this.#onStateChange);
  }

  #say(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
