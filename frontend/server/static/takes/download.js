// Downloads of the take that is shown: the WAV and captions from memory, other formats synthesised again.

import { Later } from "../common/later.js";
import { recall, remember } from "../common/memory.js";
import { calm, say, warn } from "../common/notices.js";
import { makeFile } from "../common/server.js";
import { wavOf } from "./wav.js";

const element = (id) => document.getElementById(id);
const NAME_CHARS = 40;
const CAPTIONS = new Later(() => import("./captions.js"));

export class Downloads {
  #format = element("format");
  #take = null;

  constructor() {
    this.#format.value = recall().format ?? "mp3";
    this.#format.addEventListener("change", () => remember({ format: this.#format.value }));
    element("save-wav").addEventListener("click", () => this.#save("wav", this.#wav()));
    element("save-srt").addEventListener("click", () => this.#saveCaptions("srt"));
    element("save-vtt").addEventListener("click", () => this.#saveCaptions("vtt"));
    element("save-encoded").addEventListener("click", () => this.#saveEncoded());
  }

  // Offer this take: {text, voiceSettings, transcript, playback}.
  offer(take) {
    this.#take = take;
    element("downloads").hidden = !take.playback.addedS;
  }

  #wav() {
    const { playback } = this.#take;
    return wavOf(playback.samples(), playback.sampleRateHz);
  }

  async #saveCaptions(suffix) {
    const { transcript, playback, text } = this.#take;
    const captions = await CAPTIONS.get();
    if (!captions) return;
    const captionsOf = { srt: captions.srtOf, vtt: captions.vttOf }[suffix];
    this.#save(suffix, new Blob([captionsOf(transcript, playback.addedS)], { type: "text/plain" }), text);
  }

  async #saveEncoded() {
    const { text, voiceSettings } = this.#take;
    const format = this.#format.value;
    calm();
    this.#working(true);
    try {
      this.#save(format, await makeFile({ text, voiceSettings, format }), text);
      say(`The ${format} is made.`);
    } catch (error) {
      warn(error.message);
    } finally {
      this.#working(false);
    }
  }

  #save(suffix, blob, text = this.#take.text) {
    save(blob, `${fileName(text)}.${suffix}`);
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
