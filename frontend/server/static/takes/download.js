// Downloads of the take that is shown, from memory: a WAV and captions are made here, the server encodes the rest.

import { Later } from "../common/later.js";
import { recall, remember } from "../common/memory.js";
import { calm, warn } from "../common/notices.js";
import { encodedFile } from "../common/server.js";
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
    element("save").addEventListener("click", () => this.#save());
  }

  // Offer this take: {text, voiceSettings, transcript, playback}.
  offer(take) {
    this.#take = take;
    element("downloads").hidden = !take.playback.addedS;
  }

  async #save() {
    const take = this.#take;
    const suffix = this.#format.value;
    calm();
    this.#working(true);
    try {
      const file = await fileOf(take, suffix);
      if (file) save(file, `${fileName(take.text)}.${suffix}`);
    } catch (error) {
      warn(error.message);
    } finally {
      this.#working(false);
    }
  }

  #working(working) {
    element("save-progress").hidden = !working;
    element("save").disabled = working;
  }
}

// Return the file, a Blob, or null if that was warned of. Raises ServerError.
async function fileOf({ transcript, playback }, suffix) {
  if (suffix === "wav") return wavOf(playback.samples(), playback.sampleRateHz);
  if (suffix !== "srt" && suffix !== "vtt") return encodedFile(playback.samples(), playback.sampleRateHz, suffix);
  const captions = await CAPTIONS.get();
  if (!captions) return null;
  const captionsOf = suffix === "srt" ? captions.srtOf : captions.vttOf;
  return new Blob([captionsOf(transcript, playback.addedS)], { type: "text/plain" });
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
