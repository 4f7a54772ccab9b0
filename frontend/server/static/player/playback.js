// One take as it is played: while it is being made, and as often as its listener likes from then on.

import { Player } from "./player.js";

/**
 * What the wave shows and the deck steers.
 *
 * Event "change": it plays, waits, pauses or ends, has got to another place, or there is more of it.
 */
export class Playback extends EventTarget {
  #player = null; // null while nothing of it is to sound
  #chunks;
  #placeS = 0; // while there is no player
  #rate;
  #opening = false;

  /**
   * @param {{chunks?: Int16Array[], player?: Player, sampleRateHz: number, rate?: number}} take
   *   a player that it is being made for, or all of its pcm
   */
  constructor({ chunks = [], player = null, sampleRateHz, rate = 1 }) {
    super();
    this.#chunks = chunks;
    this.sampleRateHz = sampleRateHz;
    this.#rate = rate;
    if (player) this.#take(player);
  }

  /** @type {"waiting" | "playing" | "paused"} */
  get state() {
    if (this.#opening) return "waiting";
    return this.#player?.state ?? "paused";
  }

  get isPlaying() {
    return this.state !== "paused";
  }

  /** Whether all of it is there. */
  get isWhole() {
    return !this.#player || this.#player.complete;
  }

  samples() {
    return this.#player?.samples() ?? this.#chunks;
  }

  get heardS() {
    return this.#player?.heardS ?? this.#placeS;
  }

  get addedS() {
    return this.#player?.addedS ?? lengthOf(this.#chunks) / this.sampleRateHz;
  }

  get bufferedS() {
    return Math.max(0, this.addedS - this.heardS);
  }

  get rate() {
    return this.#rate;
  }

  set rate(rate) {
    this.#rate = rate;
    if (this.#player) this.#player.rate = rate;
  }

  /** Go on; from the beginning, if it has come to its end. Call it in a click's or a key's handler. */
  async play() {
    if (this.#player) return this.#player.resume();
    if (this.#opening) return;
    this.#opening = true;
    this.#say();
    try {
      const player = await Player.open(this.sampleRateHz);
      if (this.#opening) this.#begin(player);
      else player.close();
    } finally {
      this.#opening = false;
      this.#say();
    }
  }

  pause() {
    this.#opening = false;
    this.#player?.pause();
  }

  /** @param {number} placeS where it goes on, or will when it plays */
  seek(placeS) {
    if (this.#player) this.#player.seek(placeS);
    else this.#placeS = Math.max(0, Math.min(placeS, this.addedS));
    this.#say();
  }

  /** Fall silent, for another take. */
  close() {
    this.#opening = false;
    this.#player?.stop();
  }

  #begin(player) {
    const from = this.#placeS < this.addedS ? this.#placeS : 0;
    for (const chunk of this.#chunks) player.add(chunk);
    player.end();
    if (from) player.seek(from);
    this.#take(player);
  }

  #take(player) {
    this.#player = player;
    player.rate = this.#rate;
    for (const name of ["progress", "paused"]) player.addEventListener(name, () => this.#say());
    for (const name of ["ended", "stopped"]) player.addEventListener(name, () => this.#leave(player));
  }

  /** What was made can be heard again, also what was not heard before it was stopped. */
  #leave(player) {
    this.#placeS = player.playedS;
    this.#chunks = player.samples();
    this.#player = null;
    this.#say();
  }

  #say() {
    this.dispatchEvent(new Event("change"));
  }
}

function lengthOf(chunks) {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
