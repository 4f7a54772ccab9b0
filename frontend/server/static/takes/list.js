// The list of the last takes.
//
// Events: "open" {take} when one is to be heard, "use" {take} when its text and voice are to be chosen again.

import { element } from "../common/dom.js";
import { agreed } from "../common/question.js";

const EXCERPT_CHARS = 120;
const byId = (id) => document.getElementById(id);
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export class TakeList extends EventTarget {
  #takes;
  #shown = "";
  #box = byId("take-list");

  /** @param {import("./takes.js").Takes} takes */
  constructor(takes) {
    super();
    this.#takes = takes;
    takes.addEventListener("change", () => this.show());
    byId("delete-takes").addEventListener("click", () => this.#deleteAll());
  }

  async show() {
    const takes = await this.#takes.list();
    byId("takes").hidden = !takes.length;
    const shown = JSON.stringify(takes.map(({ id, samples }) => [id, samples]));
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = this.#box.contains(document.activeElement) && document.activeElement.dataset.name;
    this.#box.replaceChildren(...takes.map((take) => this.#row(take)));
    if (focused) (this.#box.querySelector(`[data-name="${CSS.escape(focused)}"]`) ?? byId("text")).focus();
  }

  #row(take) {
    const { id, text, voiceSettings, samples, sampleRateHz } = take;
    const excerpt = text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS)} …` : text;
    const about = [
      `${voiceSettings.voice || "default voice"}, ${voiceSettings.backend}`,
      `${(samples / sampleRateHz).toFixed(1)} s`,
      moment.format(new Date(id.split(" ")[0])),
    ];
    const button = (name, act) => {
      const made = element("button", { type: "button" }, name);
      made.dataset.name = `${name} ${id}`;
      made.setAttribute("aria-describedby", `take ${id}`.replaceAll(" ", "-"));
      made.addEventListener("click", act);
      return made;
    };
    return element("li", {}, [
      element("span", { className: "line", dir: "auto", id: `take ${id}`.replaceAll(" ", "-") }, excerpt),
      element("span", { className: "state" }, about.join(" · ")),
      element("div", { className: "row" }, [
        button("Play", () => this.#tell("open", take)),
        button("Use again", () => this.#tell("use", take)),
        button("Delete", () => this.#takes.delete(id)),
      ]),
    ]);
  }

  async #deleteAll() {
    if (await agreed("Delete all takes that this browser keeps?", "Delete them")) await this.#takes.deleteAll();
  }

  #tell(name, take) {
    this.dispatchEvent(new CustomEvent(name, { detail: { take } }));
  }
}
