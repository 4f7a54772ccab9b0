// The list of the server's jobs, which the page looks at again and again while it is seen.
//
// Event: "play" when a file of one is about to be heard.

import { storedKey } from "../common/key.js";
import { askJson, AWAY } from "../common/server.js";
import { JobRow } from "./job-row.js";

const LOOK_MS = 1000; // while a job runs
const SELDOM_MS = 10_000; // a job may come from the command line
const SHOWN = 20;
const REFUSALS = ["invalid_key", "missing_scope"]; // of a key; what else fails may go well the next time

export class JobList extends EventTarget {
  #list = document.getElementById("book-list");
  #isAway;
  #rows = new Map(); // by the job's id
  #timer = 0;
  #refused = null; // the key that does not let it look
  #state = document.getElementById("books-state");

  /** @param {() => boolean} isAway returns whether the server is known not to answer */
  constructor(isAway) {
    super();
    this.#isAway = isAway;
    document.addEventListener("visibilitychange", () => this.#soon(0));
  }

  watch() {
    return this.#look();
  }

  quiet() {
    for (const row of this.#rows.values()) row.quiet();
  }

  // Show a job that is being submitted; `answer` is the promise of it.
  async submit(name, answer) {
    const row = this.#newRow({ name, state: "submitting" });
    this.#list.prepend(row.element);
    try {
      const job = await answer;
      this.#rows.get(job.id)?.element.remove(); // the same job was submitted before
      this.#rows.set(job.id, row);
      row.show(job);
      this.#refused = null;
      this.#soon(LOOK_MS);
    } catch (error) {
      row.fail(error.message);
    }
  }

  #soon(ms) {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => this.#look(), ms);
  }

  async #look() {
    const isRefused = this.#refused === storedKey(); // until there is another one
    if (!isRefused && !this.#isAway()) await this.#ask();
    const runs = [...this.#rows.values()].some((row) => row.runs);
    this.#soon(runs ? LOOK_MS : SELDOM_MS);
  }

  async #ask() {
    try {
      const { jobs } = await askJson(`v1/jobs?limit=${SHOWN}`, { quiet: true });
      this.#refused = null;
      this.#state.textContent = "";
      this.#answered(jobs);
    } catch (error) {
      if (REFUSALS.includes(error.code)) this.#refused = storedKey();
      if (error.code !== AWAY) this.#state.textContent = error.message;
    }
  }

  #answered(jobs) {
    const ids = new Set(jobs.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    for (const job of jobs) this.#rowOf(job).show(job);
  }

  #rowOf(job) {
    if (!this.#rows.has(job.id)) {
      const row = this.#newRow(job);
      this.#rows.set(job.id, row);
      this.#list.append(row.element);
    }
    return this.#rows.get(job.id);
  }

  #newRow(job) {
    const row = new JobRow(job);
    row.addEventListener("change", () => this.#look());
    row.addEventListener("play", () => {
      this.quiet();
      this.dispatchEvent(new Event("play"));
    });
    return row;
  }
}
