// Books, rows and subtitles that are dropped: each becomes a job of the server.

import { askJson } from "../common/server.js";
import { recall, remember } from "../common/memory.js";
import { JobList } from "./jobs.js";

const element = (id) => document.getElementById(id);

export class Books {
  #jobs;
  #format = element("book-format");
  #captions = element("book-captions");

  /** @param {import("../voices/backends.js").Backends} backends tell whether the server is there */
  constructor(backends) {
    this.#jobs = new JobList(() => backends.problem !== null);
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

  // Have a book read aloud with these voice settings.
  async read(file, { backend, voice, language, options }) {
    element("books").scrollIntoView({ block: "nearest" });
    const body = new FormData();
    body.append("file", file);
    body.append("options", JSON.stringify(options));
    const fields = { backend, voice, language, format: this.#format.value };
    if (this.#captions.checked) fields.captions = "srt,vtt";
    for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value);
    await this.#jobs.submit(file.name, askJson("v1/jobs", { method: "POST", body }));
  }
}
