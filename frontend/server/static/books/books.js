// Books that are dropped: each becomes a job of the server, and its files can be saved from here.

import { save } from "../takes/download.js";
import { ask, askJson } from "../common/server.js";

const element = (id) => document.getElementById(id);
const BOOK = /\.(epub|docx|pdf)$/i;
const LOOK_MS = 1_000;
const ENDED = ["done", "partial", "failed", "unreadable"];

export const isBook = (file) => BOOK.test(file.name);

// Have a book read aloud with these voice settings; its row in the list shows how far it is.
export async function readBook(file, voiceSettings) {
  const row = new Row(file.name);
  element("books").hidden = false;
  element("book-list").append(row.element);
  try {
    const job = await follow(await submit(file, voiceSettings), row);
    row.end(job, job.state === "failed" ? [] : (await askJson(`v1/jobs/${job.id}/files`)).files);
  } catch (error) {
    row.fail(error.message);
  }
}

function submit(file, { backend, voice, language, options }) {
  const body = new FormData();
  body.append("file", file);
  body.append("options", JSON.stringify(options));
  for (const [name, value] of Object.entries({ backend, voice, language })) body.append(name, value);
  return askJson("v1/jobs", { method: "POST", body });
}

async function follow(job, row) {
  while (!ENDED.includes(job.state)) {
    row.show(job);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    job = await askJson(`v1/jobs/${job.id}`);
  }
  return job;
}

class Row {
  #state = node("span", { className: "state", textContent: "is being read" });
  #bar = node("progress", {});
  #files = node("div", { className: "row" });

  constructor(name) {
    this.element = node("li", {});
    this.#state.setAttribute("role", "status");
    this.#bar.setAttribute("aria-label", `Reading ${name} aloud`);
    this.element.append(node("span", { className: "line", textContent: name }), this.#state, this.#bar, this.#files);
  }

  show({ characters, message }) {
    this.#bar.max = Math.max(1, characters.total);
    this.#bar.value = characters.done + characters.failed;
    this.#state.textContent = message || `${Math.floor(100 * this.#bar.position)} % is spoken`;
  }

  end({ id, message, warnings }, files) {
    this.#close([message, ...warnings].filter(Boolean).join(" "), !files.length);
    this.#files.replaceChildren(...files.map(({ name }) => this.#saveButton(id, name)));
  }

  fail(message) {
    this.#close(message, true);
  }

  #saveButton(job, name) {
    const button = node("button", { type: "button", textContent: `Save ${name}` });
    button.addEventListener("click", () => this.#save(job, name));
    return button;
  }

  async #save(job, name) {
    try {
      const answer = await ask(`v1/jobs/${job}/files/${encodeURIComponent(name)}`);
      save(await answer.blob(), name);
    } catch (error) {
      this.#close(error.message, true);
    }
  }

  #close(words, isProblem) {
    this.#bar.hidden = true;
    this.#state.textContent = words;
    this.#state.classList.toggle("problem", isProblem);
  }
}

function node(name, fields) {
  return Object.assign(document.createElement(name), fields);
}
