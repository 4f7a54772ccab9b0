// The controls of the take that is played: play and pause, places, speed, and the keys for media.
//
// Event: "play" when its listener wants it to sound.

import { recall, remember } from "../common/memory.js";
import { MediaKeys } from "./media-keys.js";

const element = (id) => document.getElementById(id);
const STEP_S = 10;
const NEAR_S = 1.5; // so soon after a sentence's beginning "back" means the one before

export class Deck extends EventTarget {
  #playback = null;
  #reading;
  #place = element("place");
  #speed = element("playback-speed");
  #keys;
  #onChange = () => this.#show();

  /** @param {import("./reading.js").Reading} reading knows where sentences begin */
  constructor(reading) {
    super();
    this.#reading = reading;
    this.#speed.value = String(recall().playbackSpeed ?? 1);
    if (!this.#speed.value) this.#speed.value = "1";
    const step = (seconds) => () => this.#step(seconds);
    const acts = {
      play: () => this.toggle(),
      replay: () => this.#goTo(0),
      back: step(-STEP_S),
      ahead: step(STEP_S),
      "sentence-back": () => this.#goTo(this.#sentenceBefore()),
      "sentence-ahead": () => this.#goTo(this.#sentenceBehind()),
    };
    for (const [id, act] of Object.entries(acts)) element(id).addEventListener("click", act);
    this.#place.addEventListener("input", () => this.#playback?.seek(this.#place.valueAsNumber));
    this.#speed.addEventListener("change", () => this.#changeSpeed());
    reading.addEventListener("go", ({ detail }) => this.#goTo(detail.startS));
    this.#keys = new MediaKeys({
      play: () => this.play(),
      pause: () => this.pause(),
      stop: () => this.pause(),
      seekbackward: acts.back,
      seekforward: acts.ahead,
      previoustrack: acts["sentence-back"],
      nexttrack: acts["sentence-ahead"],
      seekto: ({ seekTime }) => this.#playback?.seek(seekTime),
    });
  }

  get rate() {
    return Number(this.#speed.value);
  }

  get playback() {
    return this.#playback;
  }

  /**
   * Steer this one from now on; null is none.
   * @param {import("./playback.js").Playback | null} playback
   * @param {{text: string, voice: string}} [about] what a lock screen shows
   */
  load(playback, about) {
    this.#playback?.removeEventListener("change", this.#onChange);
    this.#playback?.close();
    this.#playback = playback;
    playback?.addEventListener("change", this.#onChange);
    if (playback) playback.rate = this.rate;
    this.#keys.show(playback && about);
    element("deck").hidden = !playback;
    this.#show();
  }

  play() {
    if (!this.#playback) return;
    this.dispatchEvent(new Event("play"));
    this.#playback.play();
  }

  pause() {
    this.#playback?.pause();
  }

  toggle() {
    if (this.#playback?.isPlaying) this.pause();
    else this.play();
  }

  // Go there and play on.
  #goTo(placeS) {
    if (!this.#playback || placeS === undefined) return;
    this.#playback.seek(placeS);
    this.play();
  }

  #step(seconds) {
    this.#playback?.seek(this.#playback.heardS + seconds);
  }

  #sentenceBefore() {
    const starts = this.#reading.starts;
    return starts.findLast((startS) => startS < this.#playback.heardS - NEAR_S) ?? 0;
  }

  #sentenceBehind() {
    return this.#reading.starts.find((startS) => startS > this.#playback.heardS);
  }

  #changeSpeed() {
    remember({ playbackSpeed: this.rate });
    if (this.#playback) this.#playback.rate = this.rate;
    this.#show();
  }

  #show() {
    const playback = this.#playback;
    if (!playback) return;
    const { heardS, addedS, isPlaying } = playback;
    put(element("play"), isPlaying ? "Pause" : "Play");
    put(element("clock"), `${clock(heardS)} / ${clock(addedS)}`);
    this.#place.max = addedS.toFixed(1);
    this.#place.value = heardS;
    this.#place.setAttribute("aria-valuetext", `${clock(heardS)} of ${clock(addedS)}`);
    this.#keys.follow(playback);
  }
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text; // the same text would be laid out again
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
