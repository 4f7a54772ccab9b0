// A batch of lines: each becomes a file of its own, two at a time; all of them a ZIP.
//
// Event: "play" when a line is about to be heard.

import { play } from "../common/play.js";
import { save } from "../takes/download.js";
import { zipOf } from "../common/zip.js";
import { Line } from "./line.js";

const element = (id) => document.getElementById(id);
const AT_ONCE = 2;

export class Batch extends EventTarget {
  #currentSettings;
  #list = element("made");
  #sound = new Audio();
  #lines = [];
  #wanted = null;
  #abort = null; // of all that run
  #running = 0; // a line that is made again is a run of its own

  // currentSettings() returns the voice settings; it is called when a batch begins.
  constructor(currentSettings) {
    super();
    this.#currentSettings = currentSettings;
    element("stop-batch").addEventListener("click", () => this.#abort.abort());
    element("save-batch").addEventListener("click", () => this.#save());
    for (const name of ["ended", "pause", "play"]) this.#sound.addEventListener(name, () => this.#showPlaying());
  }

  // Fall silent: something else is about to play.
  quiet() {
    this.#sound.pause();
  }

  // Make what is written.
  async make() {
    const voiceSettings = this.#currentSettings();
    const texts = linesOf(element("lines").value);
    if (!texts.length) return this.#say("There is no line to make yet.");
    this.#abort?.abort();
    this.#clear();
    this.#wanted = { voiceSettings, format: element("batch-format").value };
    this.#lines = texts.map((text, index) => this.#lineOf(text, index));
    this.#list.replaceChildren(...this.#lines.map((line) => line.element));
    await this.#run(this.#lines);
  }

  #lineOf(text, index) {
    const line = new Line(text, index);
    line.addEventListener("change", () => this.#showProgress());
    line.addEventListener("again", () => this.#run([line]));
    line.addEventListener("play", () => this.#play(line));
    return line;
  }

  // Make these lines, a few at a time, until all are made or the reader stops it.
  async #run(lines) {
    if (!this.#running || this.#abort.signal.aborted) this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#running += 1;
    const waiting = [...lines];
    for (const line of waiting) line.wait();
    this.#working(true);
    const work = async () => {
      while (waiting.length && !signal.aborted) await waiting.shift().make(this.#wanted, signal);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const line of waiting) line.leave();
    this.#running -= 1;
    if (!this.#running) this.#working(false);
  }

  #clear() {
    this.#sound.pause();
    for (const line of this.#lines) line.discard();
    this.#lines = [];
  }

  async #save() {
    save(await zipOf(this.#lines.filter((line) => line.file).map((line) => line.file)), "lines.zip");
  }

  #play(line) {
    const playing = this.#sound.src === line.url && !this.#sound.paused;
    if (playing) return this.#sound.pause();
    this.dispatchEvent(new Event("play"));
    this.#sound.src = line.url;
    play(this.#sound, (message) => this.#say(message));
  }

  #showPlaying() {
    for (const line of this.#lines) line.playing = line.url === this.#sound.src && !this.#sound.paused;
  }

  #showProgress() {
    const made = this.#lines.filter((line) => line.state === "made").length;
    const failed = this.#lines.filter((line) => line.state === "failed").length;
    const bar = element("batch-progress");
    bar.max = this.#lines.length;
    bar.value = made + failed;
    element("save-batch").hidden = !made;
    this.#say(`${made} of ${this.#lines.length} made${failed ? `, ${failed} failed` : ""}`);
  }

  #say(text) {
    element("batch-state").hidden = false;
    element("batch-count").textContent = text;
  }

  #working(working) {
    const stop = element("stop-batch");
    const focused = document.activeElement === stop;
    stop.disabled = !working;
    element("make-batch").disabled = working;
    if (focused && !working) element("make-batch").focus();
  }
}

function linesOf(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}
