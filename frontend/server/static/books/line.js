// One line of a batch, and its row in the list.
//
// Events: "change" of its state, "play" and "again" when the reader asks for it.

import { fileName } from "../takes/download.js";
import { makeFile } from "../common/server.js";
import { withLength } from "../takes/wav.js";

const STATES = { waiting: "waits", making: "is being made", made: "", failed: "", left: "not made" };

export class Line extends EventTarget {
  state = "";
  url = "";
  file = null; // { name, blob } once it is made
  #text;
  #index;
  #state = node("span", { className: "state" });
  #bar = node("progress", { hidden: true });
  #buttons = node("div", { className: "row" });
  #play = null;

  constructor(text, index) {
    super();
    this.#text = text;
    this.#index = index;
    this.#bar.setAttribute("aria-label", `Making line ${index + 1}`);
    this.element = node("li", {});
    this.element.append(node("span", { className: "line", dir: "auto", textContent: text }), this.#state, this.#bar, this.#buttons);
  }

  set playing(playing) {
    if (this.#play) this.#play.textContent = playing ? "Stop" : "Play";
  }

  wait() {
    this.#enter("waiting");
  }

  // It will not be made any more.
  leave() {
    this.#enter("left");
    this.#offerAgain();
  }

  // Make the recording; the row shows what becomes of it.
  async make({ voiceSettings, format }, signal) {
    this.#enter("making");
    try {
      const made = await makeFile({ text: this.#text, voiceSettings, format, signal });
      const blob = format === "wav" ? await withLength(made) : made;
      this.file = { name: `${String(this.#index + 1).padStart(3, "0")}-${fileName(this.#text)}.${format}`, blob };
      this.url = URL.createObjectURL(blob);
      this.#enter("made");
      this.#offer();
    } catch (error) {
      if (error.name === "AbortError") return this.leave();
      this.#enter("failed", error.message);
      this.#offerAgain();
    }
  }

  // Release the recording.
  discard() {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = "";
    this.file = null;
  }

  #enter(state, words = STATES[state]) {
    this.state = state;
    this.#state.textContent = words;
    this.#state.classList.toggle("problem", state === "failed");
    this.#bar.hidden = state !== "making";
    this.#buttons.replaceChildren();
    this.dispatchEvent(new Event("change"));
  }

  #offer() {
    this.#play = this.#button("Play", "play");
    const link = node("a", { href: this.url, download: this.file.name, textContent: "Save" });
    link.setAttribute("aria-label", `Save line ${this.#index + 1}`);
    this.#buttons.append(this.#play, link);
  }

  #offerAgain() {
    this.#buttons.append(this.#button("Try again", "again"));
  }

  #button(textContent, event) {
    const button = node("button", { type: "button", textContent });
    button.setAttribute("aria-describedby", this.#lineId());
    button.addEventListener("click", () => this.dispatchEvent(new Event(event)));
    return button;
  }

  #lineId() {
    return (this.element.firstElementChild.id ||= `line-${this.#index + 1}`);
  }
}

function node(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
