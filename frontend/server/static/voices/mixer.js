// Mixes of two or three voices, for backends that mix: tried, and kept in the browser as voices with names.
//
// Events: "hear" {voice} when a mix is to be heard, "kept" {name} when one was added.

import { keepMix } from "./mixes.js";
import { titleOf } from "./naming.js";

const byId = (id) => document.getElementById(id);
const NAME_CHARS = 60;

export class Mixer extends EventTarget {
  #box = byId("mixer");
  #rows = [...this.#box.querySelectorAll(".share")];
  #name = byId("mix-name");
  #backend = "";
  #shown = "";

  constructor() {
    super();
    for (const row of this.#rows) row.addEventListener("input", () => this.#showShares());
    byId("hear-mix").addEventListener("click", () => this.#tell("hear", { voice: this.#mix }));
    byId("keep-mix").addEventListener("click", () => this.#keep());
  }

  // Offer to mix these voices of a backend.
  show(backend, voices) {
    const shown = JSON.stringify([backend, voices]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#backend = backend;
    this.#rows.forEach((row, index) => {
      const select = row.querySelector("select");
      const options = voices.map((voice) => new Option(`${titleOf(voice)} (${voice.name})`, voice.name));
      select.replaceChildren(...(index < 2 ? options : [new Option("no third voice", ""), ...options]));
      select.selectedIndex = index < 2 ? index : 0;
    });
    this.#showShares();
  }

  // The shares in hundredths, by voice: one that is chosen twice has both.
  get #shares() {
    const shares = new Map();
    for (const row of this.#rows) {
      const [voice, share] = [row.querySelector("select").value, row.querySelector("input").valueAsNumber];
      if (voice && share) shares.set(voice, (shares.get(voice) ?? 0) + share);
    }
    const sum = [...shares.values()].reduce((one, other) => one + other, 0);
    return new Map([...shares].map(([voice, share]) => [voice, Math.max(1, Math.round((100 * share) / sum))]));
  }

  get #mix() {
    const shares = [...this.#shares];
    return shares.length === 1 ? shares[0][0] : shares.map(([voice, share]) => `${voice}:${share / 100}`).join(",");
  }

  #keep() {
    const title = this.#name.value.trim().slice(0, NAME_CHARS);
    const problem = byId("mix-problem");
    problem.textContent = "";
    if (!title) problem.textContent = "Give the mix a name first.";
    else if (this.#shares.size < 2) problem.textContent = "A mix has two voices at least.";
    if (problem.textContent) return this.#name.focus();
    const name = this.#mix;
    keepMix(this.#backend, { title, name });
    this.#name.value = "";
    this.#tell("kept", { name, title });
  }

  #showShares() {
    const shares = this.#shares;
    for (const row of this.#rows) {
      const voice = row.querySelector("select").value;
      row.querySelector("input").disabled = !voice;
      row.querySelector("output").value = voice ? `${shares.get(voice) ?? 0} %` : "";
    }
    for (const id of ["hear-mix", "keep-mix"]) byId(id).disabled = !shares.size;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
