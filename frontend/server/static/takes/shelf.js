// Where takes go: kept as they are made, listed, heard again, and downloaded.
//
// Events: "open" before a take is heard again, "use" {take} when its text and voice are wanted.

import { prepare } from "../player/audio-context.js";
import { Playback } from "../player/playback.js";
import { SAMPLE_RATE_HZ } from "../speech/listening.js";
import { Downloads } from "./download.js";
import { TakeList } from "./list.js";
import { Takes } from "./takes.js";

export class Shelf extends EventTarget {
  #stage;
  #takes = new Takes();
  #list = new TakeList(this.#takes);
  #downloads = new Downloads();

  /** @param {import("../player/stage.js").Stage} stage */
  constructor(stage) {
    super();
    this.#stage = stage;
    this.#list.addEventListener("open", ({ detail }) => this.#play(detail.take));
    this.#list.addEventListener("use", ({ detail }) => this.dispatchEvent(new CustomEvent("use", { detail })));
  }

  /** Show the last take as it was left, so that a page that is loaded again has lost nothing. */
  async restore() {
    await this.#list.show();
    const [last] = await this.#takes.list();
    if (!last || this.#stage.deck.playback) return;
    await this.#load(last);
    await prepare(last.sampleRateHz);
  }

  /** Keep what this listening makes, from its beginning on. */
  follow(listening) {
    this.#downloads.withdraw();
    listening.addEventListener("begun", () => this.#keep(listening));
  }

  #keep(listening) {
    const { text, voiceSettings, playback, speech } = listening;
    const keeper = this.#takes.begin({ text, voiceSettings, sampleRateHz: SAMPLE_RATE_HZ });
    const isShown = () => this.#stage.deck.playback === playback;
    const grow = () => isShown() && keeper.grow(playback.samples(), this.#stage.transcript);
    speech.addEventListener("segment", grow); // when one begins, the one before is whole
    for (const name of ["made", "over"]) {
      listening.addEventListener(name, () => {
        grow();
        if (isShown()) this.#downloads.offer({ text, voiceSettings, playback, transcript: this.#stage.transcript });
      });
    }
  }

  async #play(take) {
    this.dispatchEvent(new Event("open"));
    await this.#load(take);
    this.#stage.deck.play();
    document.getElementById("speech").scrollIntoView({ block: "nearest" });
  }

  async #load(take) {
    const chunks = await this.#takes.sound(take);
    const playback = new Playback({ chunks, sampleRateHz: take.sampleRateHz });
    this.#stage.load(playback, take);
    this.#downloads.offer({ ...take, playback });
  }
}
