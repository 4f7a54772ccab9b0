// Books, rows and subtitles: what is chosen of each becomes a job of the server.
//
// Event: "play" when a file of a job is about to be heard.

import { element as made } from "../common/dom.js";
import { askJson } from "../common/server.js";
import { recall, remember } from "../common/memory.js";
import { BookChoice } from "./choice.js";
import { JobList } from "./jobs.js";

const STYLE = new URL("books.css", import.meta.url).href; // the page is there sooner without it

const element = (id) => document.getElementById(id);

export class Books extends EventTarget {
  #backends;
  #jobs;
  #format = element("book-format");
  #captions = element("book-captions");
  #choice = element("book-choice");

  /** @param {import("../voices/backends.js").Backends} backends tell whether the server is there */
  constructor(backends) {
    super();
    this.#backends = backends;
    document.head.append(made("link", { rel: "stylesheet", href: STYLE }));
    this.#jobs = new JobList(() => backends.problem !== null);
    this.#jobs.addEventListener("play", () => this.dispatchEvent(new Event("play")));
    const { bookFormat = "", bookCaptions = false } = recall();
    this.#format.value ||= bookFormat; // it may be chosen already
    this.#captions.checked ||= bookCaptions;
    const keep = () => remember({ bookFormat: this.#format.value, bookCaptions: this.#captions.checked });
    for (const input of [this.#format, this.#captions]) input.addEventListener("change", keep);
    keep();
  }

  // List the server's jobs from now on, also those of the command line.
  watch() {
    this.#jobs.watch();
  }

  quiet() {
    this.#jobs.quiet();
  }

  // Show what a book holds; what is chosen of it is read aloud with the settings that are chosen then.
  async open(file, settings) {
    element("books").open = true;
    element("books").scrollIntoView({ block: "nearest" });
    const state = made("p", { className: "muted small" }, `${file.name} is being looked at …`);
    state.setAttribute("role", "status");
    this.#choice.replaceChildren(state);
    try {
      const body = this.#form(file, settings());
      const contents = await askJson("v1/jobs/contents", { method: "POST", body });
      if (state.isConnected) this.#offer(file, settings, contents); // else another book was opened meanwhile
    } catch (error) {
      state.className = "problem";
      state.textContent = error.message;
    }
  }

  #offer(file, settings, contents) {
    const choice = new BookChoice(contents, this.#backends.voices(settings().backend));
    choice.addEventListener("leave", () => this.#choice.replaceChildren());
    choice.addEventListener("read", ({ detail }) => {
      this.#choice.replaceChildren();
      const body = this.#form(file, settings(), detail);
      this.#jobs.submit(file.name, askJson("v1/jobs", { method: "POST", body }));
    });
    this.#choice.replaceChildren(choice.element);
    choice.focus();
  }

  #form(file, { backend, voice, language, options, pronunciations }, { chapters = "", voice: narrator, voices = {} } = {}) {
    const body = new FormData();
    body.append("file", file);
    const parts = { options, pronunciations, voices };
    for (const [name, value] of Object.entries(parts)) body.append(name, JSON.stringify(value ?? {}));
    const fields = { backend, voice: narrator || voice, language, chapters, format: this.#format.value };
    if (this.#captions.checked && fields.format !== "epub") fields.captions = "srt,vtt"; // which has them in it
    for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value);
    return body;
  }
}
