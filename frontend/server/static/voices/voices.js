// The voices of a backend, to choose one from: a group of radio buttons, searchable when there are many.
//
// Event: "change" when the reader has chosen another voice.

import { languageName } from "./languages.js";

const MANY = 8; // from here on a search is offered

export class VoiceList extends EventTarget {
  #list = document.getElementById("voices");
  #field = document.getElementById("voice-search-field");
  #search = document.getElementById("voice-search");
  #count = document.getElementById("voice-count");
  #shown = "";
  #voices = [];

  constructor() {
    super();
    this.#search.addEventListener("input", () => this.#filter());
    this.#list.addEventListener("change", () => this.dispatchEvent(new Event("change")));
  }

  // Show a backend's voices; the list stays as it is while they are the same.
  show(backend, voices, chosen) {
    const shown = JSON.stringify([backend, voices]);
    if (shown !== this.#shown) this.#fill(voices);
    this.#shown = shown;
    this.choose(chosen);
  }

  get chosen() {
    const name = this.#list.querySelector(":checked")?.value;
    return this.#voices.find((voice) => voice.name === name);
  }

  choose(name) {
    const radio = [...this.#list.querySelectorAll("input")].find((input) => input.value === name);
    if (!radio || radio.checked) return;
    radio.checked = true;
    scrollWithin(this.#list, radio.parentElement);
  }

  #fill(voices) {
    const focused = this.#list.contains(document.activeElement) && document.activeElement.value;
    this.#voices = voices;
    this.#list.replaceChildren(...voices.map(rowOf));
    this.#field.hidden = voices.length < MANY;
    this.#search.value = "";
    this.#filter();
    if (focused !== false) this.#list.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #filter() {
    const wanted = folded(this.#search.value).split(/\s+/);
    const rows = [...this.#list.children];
    for (const row of rows) {
      const text = folded(row.textContent);
      row.hidden = !wanted.every((part) => text.includes(part));
    }
    const left = rows.filter((row) => !row.hidden).length;
    this.#count.textContent = left === rows.length ? `${left} voices` : `${left} of ${rows.length} voices`;
  }
}

function rowOf(voice) {
  const row = Object.assign(document.createElement("label"), { className: "voice" });
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "voice", value: voice.name });
  const name = Object.assign(document.createElement("b"), { textContent: voice.name });
  const language = voice.language && languageName(voice.language);
  const about = [...new Set([language, voice.description])].filter(Boolean).join(", ");
  row.append(radio, name);
  if (about) row.append(Object.assign(document.createElement("small"), { textContent: about }));
  return row;
}

// Bring a row into sight without moving the page.
function scrollWithin(list, row) {
  const above = row.offsetTop - list.offsetTop;
  if (above < list.scrollTop || above + row.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = above - list.clientHeight / 2;
  }
}

// "É" is found by "e".
function folded(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
}
