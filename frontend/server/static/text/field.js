// The text that is to be spoken: written, pasted, dropped or opened, and there again after the page is left.

import { recall, remember } from "../common/memory.js";
import { calm, say } from "../common/notices.js";
import { putVoice } from "./voice-tags.js";

const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n(?:.*\r?\n){0,200}?(?:---|\.\.\.)[ \t]*\r?\n/; // of notes in Markdown
const KEPT_CHARS = 200_000; // browsers keep some five million

export class TextField {
  #field = document.getElementById("text");
  #size = document.getElementById("text-size");
  #limit = Infinity;

  constructor() {
    const { text } = recall();
    if (text) this.#field.value = text;
    this.#field.addEventListener("input", () => this.#showSize());
    this.#field.addEventListener("change", () => this.#keep());
    addEventListener("pagehide", () => this.#keep());
    this.#showSize();
  }

  get value() {
    return this.#field.value;
  }

  // How many characters the server takes.
  set limit(limit) {
    this.#limit = limit;
    this.#showSize();
  }

  // What is wrong with it; "" is nothing.
  get problem() {
    if (!this.value.trim()) return "There is no text to speak yet. Type or paste some.";
    const chars = charsOf(this.value);
    if (chars <= this.#limit) return "";
    return `The text has ${grouped(chars)} characters, and the limit is ${grouped(this.#limit)}. Drop it as a file to have all of it read.`;
  }

  put(text) {
    this.#field.value = text;
    this.#showSize();
    this.#keep();
  }

  focus() {
    this.#field.focus();
  }

  async open(file) {
    this.put(decoded(await file.arrayBuffer()).replace(FRONT_MATTER, ""));
    calm();
    say(`${file.name} is in the field.`);
    this.focus();
  }

  // Put in a voice that speaks from the cursor on, or what is selected.
  putVoice(name) {
    putVoice(this.#field, name);
    this.#showSize();
  }

  #showSize() {
    const chars = charsOf(this.value);
    const isTooLong = chars > this.#limit;
    this.#size.textContent = `${grouped(chars)}${isTooLong ? ` of at most ${grouped(this.#limit)}` : ""} characters`;
    this.#size.classList.toggle("problem", isTooLong);
    this.#field.setAttribute("aria-invalid", isTooLong);
  }

  #keep() {
    if (this.value.length <= KEPT_CHARS) remember({ text: this.value });
  }
}

const grouped = (count) => count.toLocaleString("en");

// By code points, as the server counts.
const charsOf = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

// Return a file's text: UTF-16 by its mark, UTF-8, or what Windows wrote before that.
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
