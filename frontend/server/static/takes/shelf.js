// Where takes go: kept as they are made, listed, heard again, and downloaded.
//
// Events: "open" before a take is heard again, "use" {take} when its text and voice are wanted.

import { Later } from "../common/later.js";
import { prepare } from "../player/audio-context.js";
import { Playback } from "../player/playback.js";
import { SAMPLE_RATE_HZ } from "../speech/listening.js";
import { Takes } from "./takes.js";

export class Shelf extends EventTarget {
  #stage;
  #takes = new Takes();
  #list = new Later(() => this.#openList());
  #downloads = new Later(async () => new (await import("./download.js")).Downloads());

  /** @param {import("../player/stage.js").Stage} stage */
  constructor(stage) {
    super();
    this.#stage = stage;
    this.#takes.addEventListener("change", () => this.#list.now ?? this.#list.get()); // it follows changes itself
  }

  /** Show the last take as it was left, so that a page that is loaded again has lost nothing. */
  async restore() {
    const [last] = await this.#takes.list();
    if (!last) return;
    await this.#list.get();
    if (this.#stage.deck.playback) return;
    await this.#load(last);
    await prepare(last.sampleRateHz);
  }

  /** Keep what this listening makes, from its beginning on. */
  follow(listening) {
    document.getElementById("downloads").hidden = true;
    listening.addEventListener("begun", () => this.#keep(listening));
  }

  async #openList() {
    const { TakeList } = await import("./list.js");
    const list = new TakeList(this.#takes);
    list.addEventListener("open", ({ detail }) => this.#play(detail.take));
    list.addEventListener("use", ({ detail }) => this.dispatchEvent(new CustomEvent("use", { detail })));
    await list.show();
    return list;
  }

  // Offer to save this take, if it still is the one that is shown.
  async #offer(take) {
    const downloads = await this.#downloads.get();
    if (this.#stage.deck.playback === take.playback) downloads?.offer(take);
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
        if (isShown()) this.#offer({ text, voiceSettings, playback, transcript: this.#stage.transcript });
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
    await this.#offer({ ...take, playback });
  }
}
