// One job: how far it is, its files, and what can be done with it.
//
// Events: "change" when it was paused, resumed or deleted, "play" when a file of it is about to be heard.

import { element, fill } from "../common/dom.js";
import { agreed } from "../common/question.js";
import { ask } from "../common/server.js";
import { JobFiles } from "./job-files.js";

const ENDED = ["done", "partial", "failed", "unreadable"];
const WORDS = { submitting: "Being read …", paused: "Paused" };

export class JobRow extends EventTarget {
  #job;
  #shown = "";
  #name = element("span", { className: "line", dir: "auto" });
  #state = element("span", { className: "state" });
  #bar = element("progress", {});
  #files = null; // those of it, once its id is known
  #place = element("div", {});
  #acts = element("div", { className: "row" });

  constructor(job) {
    super();
    this.#job = job;
    this.#state.setAttribute("role", "status");
    this.#bar.setAttribute("aria-label", `Reading ${job.name} aloud`);
    this.element = element("li", {}, [this.#name, this.#acts, this.#state, this.#bar, this.#place]);
    this.#showName();
    this.#say(WORDS[job.state] ?? "");
  }

  get runs() {
    return this.#job.state === "running";
  }

  quiet() {
    this.#files?.quiet();
  }

  show(job) {
    this.#job = job;
    const shown = JSON.stringify(job);
    if (shown === this.#shown) return;
    const stateChanged = !this.#shown || JSON.parse(this.#shown).state !== job.state;
    this.#shown = shown;
    const { characters, state } = job;
    this.#files ??= this.#filesOf(job);
    this.#showName();
    this.#bar.max = Math.max(1, characters.total);
    this.#bar.value = characters.done + characters.failed;
    this.#bar.hidden = ENDED.includes(state);
    this.#tell();
    if (stateChanged) this.#showActs();
    this.#look();
  }

  fail(message) {
    this.#bar.hidden = true;
    this.#say(message, true);
  }

  #showActs() {
    const { id, state } = this.#job;
    const focused = this.#acts.contains(document.activeElement);
    const post = (act) => () => this.#do(`v1/jobs/${id}/${act}`, "POST");
    this.#acts.replaceChildren(
      ...(state === "running" ? [this.#button("Pause", post("pause"))] : []),
      ...(state === "paused" ? [this.#button("Resume", post("resume"))] : []),
      this.#button("Delete", () => this.#delete()),
    );
    if (focused) this.#acts.firstElementChild.focus();
  }

  // The work's title, and what it becomes: the same book is often made in several formats.
  #showName() {
    const { output, name, id } = this.#job;
    const format = output && element("small", { className: "muted" }, ` ${output.format.toUpperCase()}`);
    fill(this.#name, output?.title || name || id, format);
    this.#name.title = name ?? "";
  }

  #filesOf({ id, state }) {
    const files = new JobFiles(id, { isOpen: !ENDED.includes(state) });
    files.addEventListener("play", () => this.dispatchEvent(new Event("play")));
    files.addEventListener("problem", ({ detail }) => this.#say(detail.message, true));
    this.#place.append(files.element);
    return files;
  }

  async #look() {
    const { items, state } = this.#job;
    try {
      await this.#files.look({ items, isOver: ENDED.includes(state) });
      this.#tell();
    } catch (error) {
      this.#say(error.message, true);
    }
  }

  #tell() {
    const isProblem = ["failed", "unreadable"].includes(this.#job.state);
    this.#say(wordsOf(this.#job, this.#bar.position, this.#files.count), isProblem);
  }

  async #delete() {
    const { id, name } = this.#job;
    if (await agreed(`Delete “${name || id}”, with all that was made of it?`, "Delete it")) {
      await this.#do(`v1/jobs/${id}`, "DELETE");
    }
  }

  async #do(path, method) {
    try {
      await ask(path, { method });
      this.dispatchEvent(new Event("change"));
    } catch (error) {
      this.#say(error.message, true);
    }
  }

  #button(words, act) {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", act);
    return button;
  }

  #say(words, isProblem = false) {
    if (this.#state.textContent !== words) this.#state.textContent = words;
    this.#state.classList.toggle("problem", isProblem);
  }
}

function wordsOf(job, share, files) {
  const { state, message, failures, warnings, output, chapters, time_left_s: leftS, audio_s: audioS } = job;
  const told = [message, failures[0]?.message, ...warnings].filter(Boolean).join(" ");
  if (state === "done") return `Done: ${minutes(audioS)} of speech, ${dayOf(job)}${told ? `. ${told}` : ""}`;
  if (told || state !== "running") return told || WORDS[state] || state;
  const words = [`${Math.floor(100 * share)} % is spoken`];
  if (leftS !== null) words.push(`about ${minutes(leftS)} left`);
  if (chapters) words.push(chaptersOf(chapters, output, files));
  else if (files) words.push(`${files} file${files > 1 ? "s are" : " is"} ready`);
  return words.filter(Boolean).join(", ");
}

function dayOf({ created_at: createdAt }) {
  return new Date(createdAt * 1000).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

// Those that can be heard, or, where one file is made of all, those that are spoken.
function chaptersOf({ total, done, failed }, output, files) {
  const isEach = output.files === "chapter";
  const count = isEach ? files : done + failed;
  return count && `${count} of ${total} chapters ${count > 1 ? "are" : "is"} ${isEach ? "ready" : "spoken"}`;
}

function minutes(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
