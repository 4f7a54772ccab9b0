// The server's backends, fetched every few seconds while the page is visible.
//
// Events: "change" when backends, voices or problems have changed, "away" and "back".

import { AWAY, askJson } from "../common/server.js";

const LOOK_MS = 3000;
const PATIENCE_MS = 8000;
const COUNTS = ["busy_workers", "queue_depth"]; // not shown here, and different each time

export class Backends extends EventTarget {
  live = []; // the backends that can speak now
  silent = []; // those that cannot
  default = "";
  maxTextChars = Infinity; // of one text
  problem = null; // the Error that kept the server from answering
  #voices = new Map();
  #seen = "";
  #timer = 0;
  #looking = null;

  // Fetch now, and again while the page is visible.
  async watch() {
    document.addEventListener("visibilitychange", () => this.#soon());
    await this.look();
    this.#soon();
  }

  // Fetch; calls made in the meantime wait for the same answer.
  look() {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  backend(name) {
    return [...this.live, ...this.silent].find((backend) => backend.name === name);
  }

  isLive(name) {
    return this.live.some((backend) => backend.name === name);
  }

  voices(backend) {
    return this.#voices.get(backend) ?? [];
  }

  #soon() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    this.#timer = setTimeout(() => this.look().then(() => this.#soon()), LOOK_MS);
  }

  async #look() {
    try {
      const init = { timeoutMs: PATIENCE_MS, quiet: true };
      const listings = await Promise.all([askJson("v1/backends", init), askJson("v1/voices", init)]);
      this.#answered(...listings);
    } catch (error) {
      this.#failed(error);
    }
  }

  #answered({ default: name, backends, max_text_chars: maxTextChars }, { voices }) {
    if (this.problem) {
      this.problem = null;
      this.dispatchEvent(new Event("back"));
    }
    const seen = JSON.stringify([name, backends.map(lasting), maxTextChars, voices]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.default = name;
    this.maxTextChars = maxTextChars;
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
