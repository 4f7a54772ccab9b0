// What the server can speak with, looked at every few seconds while the page is seen.
//
// Events: "change" when engines, voices or problems have become others, "away" and "back".

import { AWAY, askJson } from "./server.js";

const LOOK_MS = 3000;
const PATIENCE_MS = 8000;
const COUNTS = ["busy_workers", "queue_depth"]; // of no interest here, and never the same twice

export class Engines extends EventTarget {
  live = []; // the engines that can speak now
  silent = []; // those that cannot
  default = "";
  problem = null; // why the server could not be asked, an Error
  #voices = new Map();
  #seen = "";
  #timer = 0;
  #looking = null;

  // Look now, and again and again as long as the page is seen.
  async watch() {
    document.addEventListener("visibilitychange", () => this.#soon());
    await this.look();
    this.#soon();
  }

  // Look; whoever asks in the meantime waits for the same answer.
  look() {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  engine(name) {
    return [...this.live, ...this.silent].find((engine) => engine.name === name);
  }

  isLive(name) {
    return this.live.some((engine) => engine.name === name);
  }

  voices(engine) {
    return this.#voices.get(engine) ?? [];
  }

  #soon() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    this.#timer = setTimeout(() => this.look().then(() => this.#soon()), LOOK_MS);
  }

  async #look() {
    try {
      const init = { signal: AbortSignal.timeout(PATIENCE_MS) };
      const listings = await Promise.all([askJson("v1/backends", init), askJson("v1/voices", init)]);
      this.#answered(...listings);
    } catch (error) {
      this.#failed(error);
    }
  }

  #answered({ default: name, backends }, { voices }) {
    if (this.problem) {
      this.problem = null;
      this.dispatchEvent(new Event("back"));
    }
    const seen = JSON.stringify([name, backends.map(lasting), voices]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.default = name;
    this.live = backends.filter((backend) => backend.workers > 0);
    this.silent = backends.filter((backend) => backend.workers === 0);
    this.#voices = Map.groupBy(voices, (voice) => voice.backend);
    this.dispatchEvent(new Event("change"));
  }

  #failed(error) {
    const known = this.problem?.code === error.code;
    this.problem = error;
    if (!known) this.dispatchEvent(new Event(AWAY));
  }
}

function lasting(backend) {
  return Object.entries(backend).filter(([field]) => !COUNTS.includes(field));
}
