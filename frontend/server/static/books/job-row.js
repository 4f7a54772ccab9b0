// One job: how far it is, its files, and what can be done with it.
//
// Event: "change" when it was paused, resumed or deleted.

import { element } from "../common/dom.js";
import { agreed } from "../common/question.js";
import { ask, askJson } from "../common/server.js";
import { save } from "../takes/download.js";

const ENDED = ["done", "partial", "failed", "unreadable"];
const WORDS = { submitting: "is being read", paused: "is paused", done: "is spoken" };

export class JobRow extends EventTarget {
  #job;
  #shown = "";
  #state = element("span", { className: "state" });
  #bar = element("progress", {});
  #files = element("div", { className: "row" });
  #acts = element("div", { className: "row" });

  constructor(job) {
    super();
    this.#job = job;
    this.#state.setAttribute("role", "status");
    this.#bar.setAttribute("aria-label", `Reading ${job.name} aloud`);
    const name = element("span", { className: "line" }, job.name || job.id);
    this.element = element("li", {}, [name, this.#state, this.#bar, this.#files, this.#acts]);
    this.#say(WORDS[job.state] ?? "");
  }

  get runs() {
    return this.#job.state === "running";
  }

  show(job) {
    this.#job = job;
    const shown = JSON.stringify(job);
    if (shown === this.#shown) return;
    const stateChanged = !this.#shown || JSON.parse(this.#shown).state !== job.state;
    this.#shown = shown;
    const { characters, state } = job;
    this.#bar.max = Math.max(1, characters.total);
    this.#bar.value = characters.done + characters.failed;
    this.#bar.hidden = ENDED.includes(state);
    this.#say(wordsOf(job, this.#bar.position), ["failed", "unreadable"].includes(state));
    if (stateChanged) this.#showActs();
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
    if (["done", "partial"].includes(state)) this.#listFiles();
  }

  async #listFiles() {
    try {
      const { files } = await askJson(`v1/jobs/${this.#job.id}/files`);
      this.#files.replaceChildren(...files.map(({ name }) => this.#button(`Save ${name}`, () => this.#save(name))));
    } catch (error) {
      this.#say(error.message, true);
    }
  }

  async #save(name) {
    try {
      const answer = await ask(`v1/jobs/${this.#job.id}/files/${encodeURIComponent(name)}`);
      save(await answer.blob(), name);
    } catch (error) {
      this.#say(error.message, true);
    }
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

function wordsOf({ state, message, warnings, time_left_s: leftS }, share) {
  const told = [message, ...warnings].filter(Boolean).join(" ");
  if (told || state !== "running") return told || WORDS[state] || state;
  const percent = `${Math.floor(100 * share)} % is spoken`;
  return leftS === null ? percent : `${percent}, about ${minutes(leftS)} left`;
}

function minutes(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
