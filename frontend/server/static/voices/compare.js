// Two voices on one text, heard in turn: the other one goes on where the first one was.
//
// Event: "play" before one of them sounds.

import { play } from "../common/play.js";
import { makeFile } from "../common/server.js";
import { withLength } from "../takes/wav.js";
import { titleOf } from "./naming.js";

const byId = (id) => document.getElementById(id);
const MOST_CHARS = 1000; // nobody compares for longer, and both are made whole

export class Compare extends EventTarget {
  #select = byId("other-voice");
  #state = byId("compare-state");
  #buttons = [byId("hear-one"), byId("hear-other")];
  #sounds = [new Audio(), new Audio()];
  #shown = "";
  #asked;

  /** @param {() => {text: string, voiceSettings: object}} asked returns what would be spoken */
  constructor(asked) {
    super();
    this.#asked = asked;
    byId("make-comparison").addEventListener("click", () => this.#make(asked()));
    this.#buttons.forEach((button, index) => button.addEventListener("click", () => this.#toggle(index)));
    for (const sound of this.#sounds) {
      for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, () => this.#showPlaying());
    }
  }

  // Offer the voices of all backends.
  show({ live, voices }) {
    const shown = JSON.stringify(live.map(({ name }) => voices(name)));
    if (shown === this.#shown) return;
    this.#shown = shown;
    const chosen = this.#select.value;
    const groups = live.map(({ name }) => {
      const group = Object.assign(document.createElement("optgroup"), { label: name });
      group.append(...voices(name).map((voice) => new Option(titleOf(voice), JSON.stringify([name, voice.name]))));
      return group;
    });
    this.#select.replaceChildren(...groups);
    const { backend, voice } = this.#asked().voiceSettings;
    const values = [...this.#select.options].map(({ value }) => value);
    // At first one that is not the chosen voice itself.
    if (!values.includes(chosen)) this.#select.value = values.find((value) => value !== JSON.stringify([backend, voice])) ?? values[0];
    else this.#select.value = chosen;
  }

  quiet() {
    for (const sound of this.#sounds) sound.pause();
  }

  async #make({ text, voiceSettings }) {
    this.quiet();
    if (!text.trim() || !this.#select.value) return this.#say("There is no text to speak yet.");
    const [backend, voice] = JSON.parse(this.#select.value);
    const { pronunciations } = voiceSettings;
    // The options of one backend mean nothing to another one.
    const options = backend === voiceSettings.backend ? voiceSettings.options : {};
    const both = [voiceSettings, { backend, voice, options, pronunciations }];
    this.#working(true);
    this.#say("Both are being made …");
    try {
      const short = text.slice(0, MOST_CHARS);
      const files = await Promise.all(both.map((settings) => makeFile({ text: short, voiceSettings: settings, format: "wav" })));
      await Promise.all(files.map((file, index) => this.#put(file, both[index], index)));
      this.#say("Both are made.");
    } catch (error) {
      this.#say(error.message);
    } finally {
      this.#working(false);
    }
  }

  async #put(file, { backend, voice }, index) {
    URL.revokeObjectURL(this.#sounds[index].src);
    this.#sounds[index].src = URL.createObjectURL(await withLength(file));
    this.#buttons[index].hidden = false;
    this.#buttons[index].dataset.voice = `${voice || "default voice"}, ${backend}`;
    this.#showPlaying();
  }

  #toggle(index) {
    const [sound, other] = [this.#sounds[index], this.#sounds[1 - index]];
    if (!sound.paused) return sound.pause();
    this.dispatchEvent(new Event("play"));
    const share = !other.ended && other.duration ? other.currentTime / other.duration : 0;
    if (!other.paused && sound.duration) sound.currentTime = share * sound.duration;
    other.pause();
    play(sound, (message) => this.#say(message));
  }

  #showPlaying() {
    this.#buttons.forEach((button, index) => {
      const words = `${this.#sounds[index].paused ? "Hear" : "Pause"} ${button.dataset.voice ?? ""}`;
      if (button.textContent !== words) button.textContent = words;
    });
  }

  #working(working) {
    byId("make-comparison").disabled = working;
  }

  #say(words) {
    this.#state.textContent = words;
  }
}
