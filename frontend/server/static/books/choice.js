// What is chosen of a book before it is read aloud: its chapters, and a voice for each who speaks in it.
//
// Events: "read" {chapters, voice, voices} with the fields of the request, and "leave".

import { element } from "../common/dom.js";
import { titleOf } from "../voices/naming.js";

const SHOWN = 1000; // chapters with a box of their own; what has more is spoken as a whole
const MANY_VOICES = 500;
let number = 0;

export class BookChoice extends EventTarget {
  #contents;
  #boxes = [];
  #narrator = null;
  #selects = [];
  #left = element("p", { className: "muted small" });

  /**
   * @param {Object} contents as the server tells it
   * @param {Object[]} voices of the chosen backend
   */
  constructor(contents, voices) {
    super();
    this.#contents = contents;
    this.#left.setAttribute("role", "status");
    const id = `book-${(number += 1)}`;
    const title = contents.title || contents.name;
    const begin = element("button", { type: "submit", className: "main" }, "Read it aloud");
    const leave = element("button", { type: "button" }, "Not now");
    leave.addEventListener("click", () => this.dispatchEvent(new Event("leave")));
    this.element = element("form", { className: "book-choice", ariaLabelledby: id }, [
      element("h3", { id, tabIndex: -1 }, contents.author ? `${title}, by ${contents.author}` : title),
      contents.warnings.map((warning) => element("p", { className: "problem small" }, warning)),
      this.#chapters(),
      this.#voices(voices),
      this.#left,
      element("div", { className: "row" }, [begin, leave]),
    ]);
    this.element.addEventListener("change", () => this.#count());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#read();
    });
    this.begin = begin;
    this.#count();
  }

  focus() {
    this.element.scrollIntoView({ block: "nearest" });
    this.element.querySelector("h3").focus();
  }

  #chapters() {
    const { chapters, chapters_total: total } = this.#contents;
    if (total < 2 || total > Math.min(SHOWN, chapters.length)) return null;
    this.#boxes = chapters.map(({ number: value }) => element("input", { type: "checkbox", value, checked: true }));
    const rows = chapters.map(({ title, characters, number: nth }, index) =>
      element("label", { className: "chapter" }, [
        this.#boxes[index],
        element("span", {}, title || `Part ${nth}`),
        element("small", { className: "muted" }, this.#lengthOf(characters)),
      ]));
    const tick = (checked) => () => {
      for (const box of this.#boxes) box.checked = checked;
      this.#count();
    };
    return element("fieldset", {}, [
      element("legend", {}, "Chapters"),
      element("div", { className: "row" }, [linked("All", tick(true)), linked("None", tick(false))]),
      element("div", { className: "chapters" }, rows),
    ]);
  }

  #voices(voices) {
    if (!voices.length) return null;
    const { speakers } = this.#contents;
    const choose = () =>
      element("select", {}, [
        new Option("the chosen voice", ""),
        ...voices.slice(0, MANY_VOICES).map((voice) => new Option(titleOf(voice), voice.name)),
      ]);
    const row = (name, about, select) =>
      element("label", { className: "speaker" }, [element("span", {}, [name, " ", element("small", { className: "muted" }, about)]), select]);
    this.#narrator = choose();
    this.#selects = speakers.map(({ name }) => [name, choose()]);
    const all = speakers.length ? "all other lines" : "all of it";
    const hint = "No two lines begin with the same name and a colon, as those of a play do, so one voice reads all of it.";
    return element("fieldset", {}, [
      element("legend", {}, "Voices"),
      element("div", { className: "speakers" }, [
        row("Narrator", all, this.#narrator),
        ...speakers.map(({ name, lines }, index) => row(name, `${lines} lines`, this.#selects[index][1])),
      ]),
      !speakers.length && element("p", { className: "muted small" }, hint),
    ]);
  }

  // Say how long it will be about, with what is ticked.
  #count() {
    const { chapters } = this.#contents;
    const ticked = this.#boxes.length ? chapters.filter((_, index) => this.#boxes[index].checked) : chapters;
    const characters = ticked.reduce((sum, one) => sum + one.characters, 0);
    const chosen = this.#boxes.length ? `${ticked.length} of ${chapters.length} chapters, ` : "";
    this.begin.disabled = !ticked.length;
    this.#left.textContent = ticked.length ? `${chosen}about ${this.#lengthOf(characters)} of speech` : "No chapter is chosen.";
  }

  #lengthOf(characters) {
    const all = this.#contents.chapters.reduce((sum, one) => sum + one.characters, 0);
    const seconds = (this.#contents.audio_s * characters) / Math.max(1, all);
    if (seconds < 55) return `${Math.max(5, 5 * Math.round(seconds / 5))} s`;
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
  }

  #read() {
    const isWhole = this.#boxes.every((box) => box.checked);
    const ticked = this.#boxes.filter((box) => box.checked).map((box) => box.value);
    const voices = this.#selects.map(([name, select]) => [name, select.value]).filter(([, voice]) => voice);
    const voice = this.#narrator?.value ?? "";
    const detail = { chapters: isWhole ? "" : ticked.join(","), voice, voices: Object.fromEntries(voices) };
    this.dispatchEvent(new CustomEvent("read", { detail }));
  }
}

function linked(words, act) {
  const button = element("button", { type: "button", className: "link" }, words);
  button.addEventListener("click", act);
  return button;
}
