// A short sample of each voice: made once by the server, then kept in the browser.
//
// Events: "change" when another sample is heard or none any more, "begin" before one sounds.

import { count, fetched, forgetAll, keep } from "../common/store.js";
import { makeFile } from "../common/server.js";
import { sampleSentence } from "./sentences.js";

const MOST = 300; // samples; each has some 20 kB
const FORMAT = "mp3"; // every browser plays it

export class VoiceSounds extends EventTarget {
  #sound = new Audio();
  #wanted = ""; // the name of the voice that is heard, or is being made
  #abort = null;

  constructor() {
    super();
    for (const name of ["ended", "pause"]) this.#sound.addEventListener(name, () => this.#sound.paused && this.#set(""));
  }

  get playing() {
    return this.#wanted;
  }

  // Let the voice be heard, or be silent if it is the one that is heard.
  async toggle(voice) {
    const again = this.#wanted === voice.name;
    this.quiet();
    if (again) return;
    this.dispatchEvent(new Event("begin"));
    this.#set(voice.name);
    this.#abort = new AbortController();
    try {
      const blob = await sampleOf(voice, this.#abort.signal);
      if (this.#wanted === voice.name) await this.#play(blob);
    } catch (error) {
      if (error.name === "AbortError") return; // another one was asked for, or silence
      this.#set("");
      throw error;
    }
  }

  quiet() {
    this.#abort?.abort();
    this.#sound.pause();
    this.#set("");
  }

  // A voice has another recording now, or none.
  forget() {
    return forgetAll("samples");
  }

  #play(blob) {
    URL.revokeObjectURL(this.#sound.src);
    this.#sound.src = URL.createObjectURL(blob);
    return this.#sound.play();
  }

  #set(name) {
    if (name === this.#wanted) return;
    this.#wanted = name;
    this.dispatchEvent(new Event("change"));
  }
}

async function sampleOf({ backend, name, language }, signal) {
  const text = sampleSentence(language || "en");
  const key = [backend, name, text];
  const kept = await fetched("samples", key);
  if (kept) return new Blob([kept], { type: "audio/mpeg" });
  const made = await makeFile({ text, voiceSettings: { backend, voice: name }, format: FORMAT, signal });
  if ((await count("samples")) >= MOST) await forgetAll("samples");
  await keep("samples", key, await made.arrayBuffer());
  return made;
}
