// The files of a job as they are made: each is heard or saved while the rest is still being spoken.
//
// A file of sound and its captions share a row, and what ended before the page was opened is folded away.
//
// Event: "play" when one is about to be heard.

import { element } from "../common/dom.js";
import { storedKey } from "../common/key.js";
import { ask, askJson } from "../common/server.js";
import { save } from "../takes/download.js";

const SOUND = /\.(mp3|opus|flac|wav|aac|m4a|m4b)$/i;
const SUFFIX = /\.(\w+)$/;
const LEAST_MS = 3000; // between two looks at what is made

export class JobFiles extends EventTarget {
  element = element("div", { className: "job-files" });
  #path;
  #list = element("ul", {});
  #summary = element("summary", {});
  #fold = element("details", {}, [this.#summary, this.#list]);
  #whole = element("div", { className: "row" });
  #sound = null;
  #wanted = null; // the sound that is to be heard as soon as it has come
  #names = new Set();
  #rows = new Map(); // by the file's name without its suffix
  #made = -1; // how many items there were at the last look
  #lookedAt = 0;

  /**
   * @param {string} job its id
   * @param {{isOpen: boolean}} shown whether its files are seen at once
   */
  constructor(job, { isOpen }) {
    super();
    this.#path = `v1/jobs/${job}/files`;
    this.#fold.open = isOpen;
    this.element.append(this.#fold, this.#whole);
  }

  get count() {
    return [...this.#names].filter((name) => SOUND.test(name)).length;
  }

  quiet() {
    this.#wanted = null;
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
    for (const name of files.map((file) => file.name).sort()) if (!this.#names.has(name)) this.#add(name);
    const nodes = [...this.#rows.keys()].sort().map((stem) => this.#rows.get(stem));
    if (nodes.some((node, index) => this.#list.children[index] !== node)) this.#list.replaceChildren(...nodes);
    this.#showWhole();
  }

  // One row needs no fold, and one file no zip.
  #showWhole() {
    const isOne = this.#rows.size === 1;
    this.#summary.textContent = `${this.#names.size} files`;
    this.#summary.hidden = isOne;
    this.#fold.open ||= isOne;
    this.#fold.hidden = !this.#rows.size;
    if (this.#names.size > 1 && !this.#whole.firstChild) {
      this.#whole.append(button("Save all as a zip", () => this.#get(`${this.#path}.zip`, "files.zip")));
    }
  }

  #add(name) {
    this.#names.add(name);
    const row = this.#rowOf(name.replace(SUFFIX, ""));
    if (SOUND.test(name)) row.firstChild.after(button("Listen", () => this.#listen(name, row), `Listen to ${name}`));
    row.append(button(`Save ${SUFFIX.exec(name)?.[1] ?? ""}`, () => this.#get(this.#pathOf(name), name), `Save ${name}`));
  }

  #rowOf(stem) {
    if (!this.#rows.has(stem)) this.#rows.set(stem, element("li", {}, element("span", { className: "line", dir: "auto" }, stem)));
    return this.#rows.get(stem);
  }

  async #listen(name, row) {
    this.quiet();
    this.dispatchEvent(new Event("play"));
    this.#release();
    const sound = (this.#sound = this.#wanted = element("audio", { controls: true }));
    sound.setAttribute("aria-label", name);
    row.append(sound);
    await this.#try(async () => {
      const url = await this.#urlOf(this.#pathOf(name));
      if (sound !== this.#sound) return URL.revokeObjectURL(url); // another one was chosen meanwhile
      sound.src = url;
      if (sound === this.#wanted) await sound.play();
    });
  }

  #release() {
    if (!this.#sound) return;
    this.#sound.remove();
    URL.revokeObjectURL(this.#sound.src);
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
