// The voices of a backend, to choose one from: a group of radio buttons, searchable when there are many.
//
// Events: "change" when the reader has chosen another voice, "play" {voice} when one is to be heard.

import { element } from "../common/dom.js";
import { Favourites } from "./favourites.js";
import { folded, kindsOf, nameBeside, titleOf, wordsOf } from "./naming.js";
import { languageName } from "./languages.js";

const MANY = 8; // from here on a search is offered
const FAVOURITES = "favourites";
const byId = (id) => document.getElementById(id);

export class VoiceList extends EventTarget {
  #list = byId("voices");
  #fields = byId("voice-search-field");
  #search = byId("voice-search");
  #language = byId("voice-language");
  #kind = byId("voice-kind");
  #count = byId("voice-count");
  #favourites = new Favourites();
  #shown = "";
  #backend = "";
  #voices = [];
  #playing = "";

  constructor() {
    super();
    this.#search.addEventListener("input", () => this.#filter());
    for (const select of [this.#language, this.#kind]) select.addEventListener("change", () => this.#filter());
    this.#list.addEventListener("change", () => {
      this.#showChosen();
      this.dispatchEvent(new Event("change"));
    });
  }

  // Show a backend's voices; the list stays as it is while they are the same.
  show(backend, voices, chosen) {
    const shown = JSON.stringify([backend, voices]);
    this.#backend = backend;
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
    this.#showChosen();
    scrollWithin(this.#list, radio.closest(".voice"));
  }

  // The voice that is heard now, by its name; "" is none.
  set playing(name) {
    this.#playing = name;
    for (const row of this.#list.children) this.#showPlaying(row);
  }

  #fill(voices) {
    const focused = this.#list.contains(document.activeElement) && document.activeElement.value;
    this.#voices = voices;
    this.#list.replaceChildren(...voices.map((voice) => this.#row(voice)));
    this.#fields.hidden = voices.length < MANY;
    this.#search.value = "";
    offer(this.#language, "All languages", voices.map(({ language }) => language), languageName);
    offer(this.#kind, "All voices", [...voices.flatMap(kindsOf), FAVOURITES], (kind) => kind);
    this.#filter();
    if (focused !== false) this.#list.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(voice) {
    const title = titleOf(voice);
    const words = wordsOf(voice);
    const label = element("label", {}, [
      element("input", { type: "radio", name: "voice", value: voice.name }),
      element("span", {}, [element("b", {}, title), " ", element("small", {}, nameBeside(voice))]),
      words && element("small", {}, words),
    ]);
    const play = element("button", { type: "button", className: "round play" });
    play.addEventListener("click", () => this.dispatchEvent(new CustomEvent("play", { detail: { voice } })));
    const star = element("button", { type: "button", className: "round star" });
    star.setAttribute("aria-label", `Favourite: ${title}`);
    star.addEventListener("click", () => {
      this.#favourites.toggle(this.#backend, voice.name);
      this.#showStar(star, voice);
    });
    this.#showStar(star, voice);
    const row = element("div", { className: "voice" }, [label, play, star]);
    Object.assign(row, { voice, text: folded(`${title} ${voice.name} ${words}`) });
    this.#showPlaying(row);
    return row;
  }

  #showStar(star, voice) {
    const isFavourite = this.#favourites.has(this.#backend, voice.name);
    star.textContent = isFavourite ? "★" : "☆";
    star.setAttribute("aria-pressed", String(isFavourite));
  }

  #showPlaying(row) {
    const playing = row.voice.name === this.#playing;
    const button = row.querySelector(".play");
    button.textContent = playing ? "■" : "▶";
    button.setAttribute("aria-label", `${playing ? "Stop" : "Hear"} ${titleOf(row.voice)}`);
  }

  // The tab key stops at the buttons of the chosen voice alone: a hundred voices would be three hundred stops.
  #showChosen() {
    for (const row of this.#list.children) {
      const chosen = row.querySelector("input").checked;
      for (const button of row.querySelectorAll("button")) button.tabIndex = chosen ? 0 : -1;
    }
  }

  #filter() {
    const wanted = folded(this.#search.value).split(/\s+/);
    const [language, kind] = [this.#language.value, this.#kind.value];
    const isOfKind = (voice) =>
      kind === FAVOURITES ? this.#favourites.has(this.#backend, voice.name) : kindsOf(voice).includes(kind);
    const rows = [...this.#list.children];
    for (const row of rows) {
      const fits = (!language || row.voice.language === language) && (!kind || isOfKind(row.voice));
      row.hidden = !fits || !wanted.every((part) => row.text.includes(part));
    }
    const left = rows.filter((row) => !row.hidden).length;
    this.#count.textContent = left === rows.length ? `${left} voices` : `${left} of ${rows.length} voices`;
  }
}

// Offer these values, each once, where there are several.
function offer(select, all, values, nameOf) {
  const different = [...new Set(values.filter(Boolean))];
  const options = different.map((value) => new Option(nameOf(value), value));
  options.sort((one, other) => one.text.localeCompare(other.text));
  select.replaceChildren(new Option(all, ""), ...options);
  select.hidden = different.length < 2;
}

// Bring a row into sight without moving the page.
function scrollWithin(list, row) {
  const above = row.offsetTop - list.offsetTop;
  if (above < list.scrollTop || above + row.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = above - list.clientHeight / 2;
  }
}
