// The lines by which another program speaks with the voice that is chosen here.

import { storedKey } from "../common/key.js";
import { recall, remember } from "../common/memory.js";
import { say } from "../common/notices.js";
import { PROGRAMS } from "./programs.js";
import { bodyOf, REQUESTS } from "./requests.js";

const SHOWN_CHARS = 500; // of the text, in a request
const SNIPPETS = { ...PROGRAMS, ...REQUESTS };

const element = (id) => document.getElementById(id);

/** Shows the snippet of one program; a key of the reader's is never part of it. */
export class Snippets {
  #choices;
  #textOf;
  #client = element("client");
  #snippet = element("snippet");

  /**
   * @param {import("../voices/choices.js").Choices} choices
   * @param {() => string} textOf returns the text that would be spoken
   */
  constructor(choices, textOf) {
    this.#choices = choices;
    this.#textOf = textOf;
    this.#client.replaceChildren(...Object.keys(SNIPPETS).map((name) => new Option(name, name)));
    const { client } = recall();
    if (Object.hasOwn(SNIPPETS, client)) this.#client.value = client;
    this.#client.addEventListener("change", () => {
      remember({ client: this.#client.value });
      this.show();
    });
    element("copy-snippet").addEventListener("click", () => this.#copy());
    choices.addEventListener("change", () => this.show());
  }

  show() {
    const { voiceSettings } = this.#choices;
    const { backend, voice } = voiceSettings;
    const base = new URL(".", document.baseURI).href.replace(/\/$/, "");
    const lines = this.#linesOf({ base, model: backend, voice, voiceSettings });
    if (this.#snippet.textContent !== lines) this.#snippet.textContent = lines;
  }

  #linesOf({ voiceSettings, ...program }) {
    const key = storedKey() ? "YOUR_API_KEY" : "";
    const name = this.#client.value;
    if (Object.hasOwn(PROGRAMS, name)) return PROGRAMS[name]({ ...program, key: key || "none" });
    const text = this.#textOf().slice(0, SHOWN_CHARS);
    return REQUESTS[name]({ base: program.base, key, body: bodyOf(text, voiceSettings) });
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#snippet.textContent);
      say("The lines are copied.");
    } catch {
      getSelection().selectAllChildren(this.#snippet); // no clipboard over plain HTTP
      say("The lines are selected; copy them.");
    }
  }
}
