// Speaks one text at a time, and says how it goes.
//
// Event: "begin" before another text sounds.

import { calm, say, warn } from "../common/notices.js";
import { Listening } from "./listening.js";

const element = (id) => document.getElementById(id);
const FIRST_WORDS = "Waiting for the first words …";
const SILENT = "This browser plays no sound yet. Click the page; if that does not help, there may be no loudspeaker.";
const SILENT_MS = 3000;
const SOUNDING = { playing: "Speaking.", paused: "Paused." };

export class Speaking extends EventTarget {
  #stage;
  #shelf;
  #listening = null;

  /**
   * @param {import("../player/stage.js").Stage} stage shows it
   * @param {import("../takes/shelf.js").Shelf} shelf keeps it
   */
  constructor(stage, shelf) {
    super();
    this.#stage = stage;
    this.#shelf = shelf;
    element("stop").addEventListener("click", () => this.stop());
  }

  // Speak a text, see Listening; what is being heard is stopped first.
  hear(asked) {
    this.stop();
    this.dispatchEvent(new Event("begin"));
    calm();
    say(FIRST_WORDS);
    const mine = (this.#listening = new Listening(asked));
    mine.addEventListener("begun", () => announce(mine));
    mine.addEventListener("problem", ({ detail }) => warn(detail.message));
    mine.addEventListener("buffering", () => say(bufferingOf(mine)));
    mine.addEventListener("over", () => this.#settle(mine));
    this.#stage.show(mine);
    this.#shelf.follow(mine);
    this.#enable(true);
    mine.start();
  }

  // Say so where the backend that is waited for does not answer any more.
  look(backends) {
    const mine = this.#listening;
    const { backend } = mine?.voiceSettings ?? {};
    if (!backend || mine.over || mine.player?.state === "playing" || backends.isLive(backend)) return;
    const [other] = backends.live;
    say(`${backend} does not answer. It is waited for; Stop ends that${other ? `, and ${other.name} can speak` : ""}.`);
  }

  // Be silent at once: a text that is being made is not made further.
  stop() {
    const isMade = !this.#listening || this.#listening.over;
    if (isMade) this.#stage.deck.pause();
    else this.#listening.stop();
  }

  #settle(mine) {
    this.#enable(false);
    say(endOf(mine));
  }

  #enable(speaking) {
    const focused = document.activeElement === element("stop");
    element("stop").disabled = !speaking;
    if (focused && !speaking) element("speak").focus();
  }
}

function announce(mine) {
  const { speech, player, playback } = mine;
  setTimeout(() => !mine.over && player.suspended && say(SILENT), SILENT_MS);
  speech.addEventListener("waiting", ({ detail }) => say(inLine(detail)));
  speech.addEventListener("opened", ({ detail: { warnings } }) => {
    say(FIRST_WORDS);
    if (warnings.length) warn(warnings.join(" "));
  });
  speech.addEventListener("warning", ({ detail }) => warn(detail.message));
  playback.addEventListener("change", () => {
    const sounding = SOUNDING[playback.state];
    if (!mine.over && player.playedS && sounding) say(sounding);
  });
}

function inLine({ position, etaS }) {
  return `In line: position ${position}, about ${Math.max(1, Math.round(etaS))} s …`;
}

function bufferingOf({ pace, voiceSettings }) {
  if (!pace.speed || pace.speed >= 1) return "Buffering …";
  return `Buffering: ${voiceSettings.backend} speaks at ${pace.speed.toFixed(1)} of real time here …`;
}

function endOf({ player, failed }) {
  if (player?.state === "stopped") return "Stopped.";
  if (!player?.playedS) return "";
  return failed ? "Spoken up to there." : "Spoken to the end.";
}
