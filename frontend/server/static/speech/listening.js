// One text being spoken and heard, from the click to the last sample.
//
// Events: "begun" when player, speech and figures are there, "token" {token} when one is written, "buffering"
// while the sound waits for more to be made, "problem" {message}, "made" when no more audio will come, and at last
// "over".

import { ask } from "../common/server.js";
import { Playback } from "../player/playback.js";
import { Player } from "../player/player.js";
import { Figures } from "./figures.js";
import { Pace } from "./pace.js";
import { connect, Speech } from "./speech.js";
import { tokensOf, writeAll, writeLikeAnLlm } from "./writing.js";

export const SAMPLE_RATE_HZ = 24000;

export class Listening extends EventTarget {
  player = null;
  speech = null;
  figures = null;
  playback = null;
  pace = null; // of a text that is sent whole
  failed = false;
  over = false;
  #abort = new AbortController();

  // tokensPerS is 0 for a text that is sent whole.
  constructor({ text, voiceSettings, tokensPerS = 0 }) {
    super();
    this.text = text;
    this.voiceSettings = voiceSettings;
    this.tokensPerS = tokensPerS;
  }

  // Speak. To be called where the reader clicks, as some browsers play no sound otherwise.
  async start() {
    try {
      this.player = await Player.open(SAMPLE_RATE_HZ);
    } catch (error) {
      this.#fail(await reason(error));
      return this.#end();
    }
    if (this.over) return this.player.close();
    this.#begin();
    if (await this.#write()) this.speech.end();
  }

  // Fall silent at once; the server is notified and its workers are free for others.
  stop() {
    this.#abort.abort();
    this.speech?.stop();
    this.player?.stop();
    this.#end();
  }

  #begin() {
    this.speech = new Speech(this.voiceSettings);
    this.figures = new Figures(this.speech, this.player);
    this.speech.addEventListener("error", ({ detail }) => this.#fail(detail.message));
    this.player.addEventListener("ended", () => this.#end());
    for (const name of ["done", "error"]) this.speech.addEventListener(name, () => this.#tell("made"));
    connect(this.speech, this.player);
    this.playback = new Playback({ player: this.player, sampleRateHz: SAMPLE_RATE_HZ });
    if (!this.tokensPerS) this.#keepPace();
    this.#tell("begun");
    this.speech.open();
  }

  // Wait for as much as can be heard without a pause.
  #keepPace() {
    const { player, speech } = this;
    this.pace = new Pace(this.voiceSettings.backend, this.text.length);
    speech.addEventListener("segment", ({ detail }) => this.pace.begun(detail.text));
    speech.addEventListener("audio", () => {
      this.pace.note(player.addedS, player.bufferedS, performance.now() / 1000);
      player.leadS = this.pace.leadS(this.playback.rate);
      this.#noteBuffering();
    });
    speech.addEventListener("done", () => this.pace.keep());
    player.addEventListener("progress", () => this.#noteBuffering());
  }

  #noteBuffering() {
    const { player, pace } = this;
    const lacksLead = player.state === "waiting" && player.bufferedS < pace.leadS(this.playback.rate);
    if (lacksLead && !player.complete) this.#tell("buffering");
  }

  #write() {
    if (!this.tokensPerS) return writeAll(this.speech, this.text);
    const { tokensPerS } = this;
    return writeLikeAnLlm(this.speech, this.#tokens(), { tokensPerS, signal: this.#abort.signal });
  }

  *#tokens() {
    for (const token of tokensOf(this.text)) {
      this.#tell("token", { token });
      yield token;
    }
  }

  #fail(message) {
    this.failed = true;
    this.#tell("problem", { message });
  }

  #end() {
    if (this.over) return;
    this.over = true;
    this.#tell("over");
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

// The player is fetched from the server when the first text is spoken.
async function reason(error) {
  try {
    await ask("health");
    return `This browser cannot play the speech: ${error.message}`;
  } catch (away) {
    return away.message;
  }
}
