// Downloads of what was heard: the WAV from memory, other formats synthesised again.

import { calm, say, warn } from "../common/notices.js";
import { recall, remember } from "../common/memory.js";
import { makeFile } from "../common/server.js";
import { SAMPLE_RATE_HZ } from "../speech/listening.js";
import { firstSamples, wavOf } from "./wav.js";

const element = (id) => document.getElementById(id);
const NAME_CHARS = 40;

export class Downloads {
  #format = element("format");
  #listening = null;

  constructor() {
    this.#format.value = recall().format ?? "mp3";
    this.#format.addEventListener("change", () => remember({ format: this.#format.value }));
    element("save-wav").addEventListener("click", () => this.#saveWav());
    element("save-encoded").addEventListener("click", () => this.#saveEncoded());
  }

  // Offer what this listening has heard, once it is over.
  offer(listening) {
    this.#listening = listening;
    element("downloads").hidden = !listening.heardSamples || !listening.player.samples().length;
  }

  withdraw() {
    element("downloads").hidden = true;
  }

  #saveWav() {
    const samples = firstSamples(this.#listening.player.samples(), this.#listening.heardSamples);
    save(wavOf(samples, SAMPLE_RATE_HZ), `${fileName(this.#listening.text)}.wav`);
  }

  async #saveEncoded() {
    const { text, voiceSettings } = this.#listening;
    const format = this.#format.value;
    calm();
    this.#working(true);
    try {
      save(await makeFile({ text, voiceSettings, format }), `${fileName(text)}.${format}`);
      say(`The ${format} is made.`);
    } catch (error) {
      warn(error.message);
    } finally {
      this.#working(false);
    }
  }

  #working(working) {
    element("save-progress").hidden = !working;
    element("save-encoded").disabled = working;
  }
}

// Hand a file to the browser.
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it after the click
}

// Return the text's beginning as a file's name.
export function fileName(text) {
  const words = text.slice(0, 4 * NAME_CHARS).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = words.join("-").toLowerCase().slice(0, NAME_CHARS);
  return name.replace(/-$/, "") || "speech";
}
