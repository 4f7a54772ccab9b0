// The files of a job as they are made: each is heard or saved while the rest is still being spoken.
//
// Event: "play" when one is about to be heard.

import { element } from "../common/dom.js";
import { storedKey } from "../common/key.js";
import { ask, askJson } from "../common/server.js";
import { save } from "../takes/download.js";

const SOUND = /\.(mp3|opus|flac|wav|aac|m4a|m4b)$/i;
const LEAST_MS = 3000; // between two looks at what is made

export class JobFiles extends EventTarget {
  element = element("div", { className: "job-files" });
  #path;
  #list = element("ul", {});
  #whole = element("div", { className: "row" });
  #sound = null;
  #rows = new Map(); // by the file's name
  #made = -1; // how many items there were at the last look
  #lookedAt = 0;

  constructor(job) {
    super();
    this.#path = `v1/jobs/${job}/files`;
    this.element.append(this.#list, this.#whole);
  }

  get count() {
    return [...this.#rows.keys()].filter((name) => SOUND.test(name)).length;
  }

  quiet() {
    this.#sound?.pause();
  }

  // List what is there, if more may be than at the last look. Raises ServerError.
  async look({ items, isOver }) {
    const made = items.done + items.failed;
    const isSoon = performance.now() - this.#lookedAt < LEAST_MS;
    if (!made || (made === this.#made && !isOver) || (isSoon && !isOver)) return;
    this.#made = made;
    this.#lookedAt = performance.now();
    const { files } = await askJson(this.#path, { quiet: true });
    for (const { name } of files) if (!this.#rows.has(name)) this.#add(name);
    const names = [...this.#rows.keys()].sort();
    const nodes = names.map((name) => this.#rows.get(name));
    if (nodes.some((node, index) => this.#list.children[index] !== node)) this.#list.replaceChildren(...nodes);
    if (this.#rows.size > 1 && !this.#whole.firstChild) {
      this.#whole.append(button("Save all as a zip", () => this.#get(`${this.#path}.zip`, "files.zip")));
    }
  }

  #add(name) {
    const row = element("li", {}, element("span", { className: "line" }, name));
    if (SOUND.test(name)) row.append(button("Listen", () => this.#listen(name, row), `Listen to ${name}`));
    row.append(button("Save", () => this.#get(this.#pathOf(name), name), `Save ${name}`));
    this.#rows.set(name, row);
  }

  async #listen(name, row) {
    this.quiet();
    this.dispatchEvent(new Event("play"));
    this.#sound?.remove();
    const sound = (this.#sound = element("audio", { controls: true }));
    sound.setAttribute("aria-label", name);
    row.append(sound);
    await this.#try(async () => {
      sound.src = await this.#urlOf(this.#pathOf(name));
      await sound.play();
    });
  }

  // The browser asks by itself, which needs no memory, unless it would have to show a key.
  async #urlOf(path) {
    return storedKey() ? URL.createObjectURL(await (await ask(path)).blob()) : path;
  }

  #get(path, name) {
    return this.#try(async () => {
      if (storedKey()) return save(await (await ask(path)).blob(), name);
      element("a", { href: path, download: name }).click();
    });
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      if (error.name !== "AbortError") this.dispatchEvent(new CustomEvent("problem", { detail: error }));
    }
  }

  #pathOf(name) {
    return `${this.#path}/${encodeURIComponent(name)}`;
  }
}

function button(words, act, label = "") {
  const made = element("button", { type: "button" }, words);
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
