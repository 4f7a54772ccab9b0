// A waveform that grows with the speech: what was heard, what is buffered ahead, and where we are.

import { Peaks } from "./peaks.js";

const SHORTEST_S = 8; // what the width stands for while the speech is short
const GROWTH = 1.5; // it grows in steps, so that the picture does not creep all the time
const REDRAW_MS = 50; // a frame each 16 ms would take three times the work, which speech may need
const CALM_REDRAW_MS = 500; // for those who prefer reduced motion
const RELABEL_MS = 2000;
const FULL_SCALE = 32768;
const IDLE_LABEL = "Waveform: nothing has been spoken yet.";

const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * Draws a player's or a playback's waveform into a canvas, as large as CSS makes it, in the colours
 * --wave-played, --wave-ahead and --wave-cursor.
 *
 * Event: "go" {placeS} when its reader clicks a place, or drags over it.
 */
export class Wave extends EventTarget {
  #canvas;
  #pen;
  /** @type {import("./player.js").Player | import("./playback.js").Playback | null} */
  #player = null;
  #peaks = new Peaks();
  #chunks = 0; // of the player, that are in the peaks
  #awaited = 0; // the animation frame
  #pause = 0; // the timer between two frames
  #labelledAt = -Infinity;
  #onChange = () => this.#pause || this.#redraw();

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    super();
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    canvas.setAttribute("role", "img");
    new ResizeObserver(() => this.#redraw()).observe(canvas);
    DARK.addEventListener("change", () => this.#redraw());
    for (const name of ["pointerdown", "pointermove"]) {
      canvas.addEventListener(name, (event) => event.buttons === 1 && this.#go(event));
    }
    this.clear();
  }

  /** Show this speech from now on. */
  attach(player) {
    this.clear();
    this.#player = player;
    player.addEventListener("change", this.#onChange);
    this.#redraw();
  }

  /** Show nothing. */
  clear() {
    this.#player?.removeEventListener("change", this.#onChange);
    this.#player = null;
    this.#peaks = new Peaks();
    this.#chunks = 0;
    this.#canvas.setAttribute("aria-label", IDLE_LABEL);
    this.#labelledAt = -Infinity;
    this.#redraw();
  }

  /** Whether the width stands for all of it. */
  get #final() {
    return this.#player?.isWhole ?? ["ended", "stopped"].includes(this.#player?.state);
  }

  get #moves() {
    return this.#player?.state === "paused" ? !this.#final : this.#player && !this.#ended;
  }

  get #ended() {
    return ["ended", "stopped"].includes(this.#player.state);
  }

  #go({ offsetX }) {
    if (!this.#player) return;
    const share = Math.max(0, Math.min(1, offsetX / this.#canvas.clientWidth));
    const placeS = (share * this.#spanSamples()) / this.#player.sampleRateHz;
    this.dispatchEvent(new CustomEvent("go", { detail: { placeS: Math.min(placeS, this.#player.addedS) } }));
  }

  #redraw() {
    this.#awaited ||= requestAnimationFrame(() => this.#frame());
  }

  #frame() {
    this.#awaited = 0;
    this.#takeSamples();
    this.#draw();
    this.#label();
    if (this.#moves) this.#goOn();
  }

  #goOn() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#again(), CALM.matches ? CALM_REDRAW_MS : REDRAW_MS);
  }

  #again() {
    this.#pause = 0;
    this.#redraw();
  }

  #takeSamples() {
    const chunks = this.#player?.samples() ?? [];
    for (; this.#chunks < chunks.length; this.#chunks++) this.#peaks.add(chunks[this.#chunks]);
  }

  #draw() {
    const { width, height } = this.#fit();
    this.#pen.clearRect(0, 0, width, height);
    if (!this.#player) return;
    const perColumn = this.#spanSamples() / width;
    const heard = Math.round((this.#player.heardS * this.#player.sampleRateHz) / perColumn);
    this.#drawColumns(0, heard, perColumn, "--wave-played");
    this.#drawColumns(heard, Math.ceil(this.#peaks.samples / perColumn), perColumn, "--wave-ahead");
    this.#pen.fillStyle = this.#colour("--wave-cursor");
    this.#pen.fillRect(heard - devicePixelRatio, 0, 2 * devicePixelRatio, height);
  }

  /** Make the canvas as fine as the screen; return its size in device pixels. */
  #fit() {
    const { clientWidth, clientHeight } = this.#canvas;
    const width = Math.max(1, Math.round(clientWidth * devicePixelRatio));
    const height = Math.max(1, Math.round(clientHeight * devicePixelRatio));
    const fits = this.#canvas.width === width && this.#canvas.height === height;
    if (!fits) Object.assign(this.#canvas, { width, height }); // which clears it
    return { width, height };
  }

  /** Return how many samples the whole width stands for. */
  #spanSamples() {
    if (this.#final) return Math.max(1, this.#peaks.samples);
    let span = SHORTEST_S * this.#player.sampleRateHz;
    while (span < this.#peaks.samples) span *= GROWTH;
    return span;
  }

  #drawColumns(from, to, perColumn, colour) {
    const middle = this.#canvas.height / 2;
    this.#pen.fillStyle = this.#colour(colour);
    for (let x = from; x < to && x * perColumn < this.#peaks.samples; x++) {
      const [low, high] = this.#peaks.between(x * perColumn, (x + 1) * perColumn);
      const height = Math.max(1, ((high - low) / FULL_SCALE) * middle); // silence is a thin line
      this.#pen.fillRect(x, middle - (high / FULL_SCALE) * middle, 1, height);
    }
  }

  #colour(name) {
    return getComputedStyle(this.#canvas).getPropertyValue(name) || "currentColor";
  }

  /** Say what is to be seen, seldom: a screen reader reads it out each time it is asked. */
  #label() {
    const now = performance.now();
    if (!this.#player || (now - this.#labelledAt < RELABEL_MS && !this.#final)) return;
    this.#labelledAt = now;
    const { heardS, addedS, bufferedS } = this.#player;
    const [heard, added, ahead] = [heardS, addedS, bufferedS].map((seconds) => seconds.toFixed(1));
    this.#canvas.setAttribute("aria-label", `Waveform: ${heard} of ${added} seconds heard, ${ahead} ahead.`);
  }
}
