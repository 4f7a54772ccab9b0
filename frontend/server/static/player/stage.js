// The card of the speech: waveform, figures, tokens and the text as it is heard.

import { Reading } from "./reading.js";
import { Wave } from "./wave.js";

const element = (id) => document.getElementById(id);
const SHOWN_TOKENS = 400; // the last ones; a long text has many thousands

export class Stage {
  #wave = new Wave(element("wave"));
  #reading = new Reading(element("reading"));
  #tokens = element("tokens");
  #listening = null;

  // Show this listening from now on, in place of the one before.
  show(listening) {
    this.#listening = listening;
    this.#reading.clear();
    this.#tokens.replaceChildren();
    element("written").hidden = !listening.tokensPerS;
    this.#clearFigures();
    listening.addEventListener("token", ({ detail }) => this.#write(detail.token));
    listening.addEventListener("begun", () => this.#follow(listening));
    listening.addEventListener("over", () => this.#finish(listening));
  }

  #follow(listening) {
    const { speech, player, figures } = listening;
    this.#wave.attach(player);
    speech.addEventListener("queued", ({ detail }) => this.#reading.expect(detail.text));
    speech.addEventListener("segment", ({ detail }) => this.#reading.begin(detail.index, detail.startS));
    speech.addEventListener("fallback", ({ detail }) => this.#reading.dropWords(detail.index, detail.startS));
    speech.addEventListener("words", ({ detail }) => this.#reading.addWords(detail.index, detail.words));
    figures.addEventListener("change", () => this.#showFigures(listening));
    player.addEventListener("progress", () => this.#keepUp(listening));
  }

  // Follow the voice, 20 times a second; more often is not seen, and takes from what may make the speech.
  #keepUp(listening) {
    if (listening.over || listening !== this.#listening) return;
    if (listening.player.state === "playing") this.#reading.mark(listening.player.heardS);
    this.#showFigures(listening);
  }

  #finish(listening) {
    if (listening !== this.#listening || !listening.figures) return;
    this.#reading.finish();
    this.#showFigures(listening);
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

  #showFigures({ player, figures, over }) {
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
