// The card of the speech: waveform, controls, figures, tokens and the text as it is heard.

import { Deck } from "./deck.js";
import { Reading } from "./reading.js";
import { Wave } from "./wave.js";

const element = (id) => document.getElementById(id);
const SHOWN_TOKENS = 400; // the last ones; a long text has many thousands

export class Stage {
  #wave = new Wave(element("wave"));
  #reading = new Reading(element("reading"));
  #tokens = element("tokens");
  #listening = null; // null while a take is shown that was made before
  deck = new Deck(this.#reading);

  constructor() {
    this.#wave.addEventListener("go", ({ detail }) => this.deck.playback.seek(detail.placeS));
  }

  // What is known of the speech that is shown.
  get transcript() {
    return this.#reading.transcript;
  }

  // Show this listening from now on, in place of what was shown.
  show(listening) {
    this.#listening = listening;
    this.#reading.clear();
    this.#tokens.replaceChildren();
    element("written").hidden = !listening.tokensPerS;
    this.#clearFigures();
    this.deck.load(null);
    listening.addEventListener("token", ({ detail }) => this.#write(detail.token));
    listening.addEventListener("begun", () => this.#follow(listening));
    listening.addEventListener("over", () => this.#finish(listening));
  }

  // Bring the text into sight when it is spoken.
  reveal() {
    this.#reading.reveal();
  }

  // Show a take that was made before, ready to be played.
  load(playback, { text, voiceSettings, transcript }) {
    this.#listening = null;
    element("written").hidden = true;
    this.#clearFigures();
    this.#reading.load(transcript);
    this.#put(playback, text, voiceSettings);
    put("audio", seconds(playback.addedS));
  }

  #put(playback, text, { voice }) {
    element("speech").hidden = false;
    this.#wave.attach(playback);
    this.deck.load(playback, { text, voice });
    playback.addEventListener("change", () => this.#mark(playback));
  }

  #follow(listening) {
    const { speech, player, playback, figures } = listening;
    this.#put(playback, listening.text, listening.voiceSettings);
    speech.addEventListener("queued", ({ detail }) => this.#reading.expect(detail.text));
    speech.addEventListener("segment", ({ detail }) => this.#reading.begin(detail.index, detail.startS));
    speech.addEventListener("fallback", ({ detail }) => this.#reading.dropWords(detail.index, detail.startS));
    speech.addEventListener("words", ({ detail }) => this.#reading.addWords(detail.index, detail.words));
    figures.addEventListener("change", () => this.#showFigures(listening));
    player.addEventListener("progress", () => listening.over || this.#showFigures(listening));
  }

  // Follow the voice, 20 times a second; more often is not seen, and takes from what may make the speech.
  #mark(playback) {
    if (playback !== this.deck.playback) return;
    const { state, heardS, addedS, isWhole } = playback;
    if (state !== "playing" && isWhole && heardS >= addedS) this.#reading.finish();
    else if (heardS) this.#reading.mark(heardS);
  }

  #finish(listening) {
    if (listening.figures) this.#showFigures(listening);
    if (listening === this.#listening && !listening.playback?.addedS) this.#hide();
  }

  // A text without a word, or one that failed at once, has nothing to play.
  #hide() {
    this.deck.load(null);
    element("speech").hidden = true;
  }

  #write(token) {
    const box = this.#tokens;
    box.append(Object.assign(document.createElement("span"), { textContent: token }));
    if (box.childElementCount > SHOWN_TOKENS) box.firstElementChild.remove();
    box.scrollTop = box.scrollHeight;
  }

  #clearFigures() {
    for (const id of ["first-audio", "gaps", "lead", "queue", "heard", "audio"]) put(id, "–");
  }

  #showFigures(listening) {
    if (listening !== this.#listening) return;
    const { player, figures, over } = listening;
    const { firstAudioS, gaps, gapS, queueDepth, audioS } = figures;
    if (firstAudioS !== null) put("first-audio", `${Math.round(firstAudioS * 1000)} ms`);
    put("gaps", gaps ? `${gaps} (${seconds(gapS)})` : "0");
    put("lead", seconds(player.bufferedS));
    put("queue", over || queueDepth === null ? "–" : behind(queueDepth));
    put("heard", seconds(player.playedS));
    put("audio", seconds(audioS ?? 0));
  }
}

function put(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text; // the same text would be laid out again
}

function seconds(value) {
  return `${value.toFixed(1)} s`;
}

function behind(queueDepth) {
  return queueDepth ? `${queueDepth} ahead` : "next";
}
