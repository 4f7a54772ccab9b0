// Audio of an answer: heard while it comes where the browser can, then kept to be heard again and saved.

import { element } from "../common/dom.js";
import { Player } from "../player/player.js";
import { wavOf } from "../takes/wav.js";

const WAV_HEADER_BYTES = 44;
const PCM_RATE_HZ = 24_000;
const UNPLAYED = /basic|mulaw|alaw|pcma|pcmu/; // no browser decodes these

/** Hear an answer; `place` is shown what there is of it. Raises what reading it raises. */
export async function hear(answer, place, signal) {
  const type = answer.headers.get("content-type") ?? "";
  const rateHz = Number(/rate=(\d+)/.exec(type)?.[1]) || PCM_RATE_HZ;
  const isWav = /wav/.test(type);
  const isPcm = /pcm|l16|raw/i.test(type);
  const heard = isWav || isPcm ? await PcmSound.open(isWav, rateHz) : MediaSound.openFor(type);
  const parts = [];
  let size = 0;
  const told = place.appendChild(element("p", {}));
  signal.addEventListener("abort", () => heard?.stop());
  for await (const part of answer.body) {
    heard?.add(part);
    parts.push(part);
    size += part.byteLength;
    told.textContent = `${size.toLocaleString("en")} bytes have come${heard ? ", and are heard" : ""}.`;
  }
  heard?.end();
  told.remove();
  keep(parts, { type, isPcm, rateHz, place, size, isHeard: Boolean(heard) });
}

function keep(parts, { type, isPcm, rateHz, place, size, isHeard }) {
  const blob = isPcm ? wavOf(parts, rateHz) : new Blob(parts, { type });
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: "speech" }, `Save ${size.toLocaleString("en")} bytes`);
  if (UNPLAYED.test(type)) place.append(element("p", {}, "Browsers do not play this format; a program that does can."));
  else place.append(element("audio", { controls: true, src: url, autoplay: !isHeard }));
  place.append(element("p", {}, link));
}

/** Plays samples of 16 bits as they come. */
export class PcmSound {
  #player;
  #skip;
  #odd = new Uint8Array(0); // the first half of a sample

  static async open(isWav, rateHz) {
    return new PcmSound(await Player.open(rateHz), isWav ? WAV_HEADER_BYTES : 0);
  }

  constructor(player, skip) {
    this.#player = player;
    this.#skip = skip;
  }

  add(part) {
    const skipped = Math.min(this.#skip, part.byteLength);
    this.#skip -= skipped;
    const rest = part.subarray(skipped);
    const whole = new Uint8Array(this.#odd.byteLength + rest.byteLength);
    whole.set(this.#odd);
    whole.set(rest, this.#odd.byteLength);
    const even = whole.byteLength & ~1;
    this.#odd = whole.slice(even);
    if (even) this.#player.add(whole.slice(0, even).buffer);
  }

  end() {
    this.#player.end();
  }

  stop() {
    this.#player.stop();
  }
}

/** Plays what the browser decodes as it comes, such as MP3. */
class MediaSound {
  #source = new MediaSource();
  #audio = new Audio();
  #waiting = [];
  #buffer = null;
  #ended = false;

  static openFor(type) {
    return globalThis.MediaSource?.isTypeSupported(type) ? new MediaSound(type) : null;
  }

  constructor(type) {
    this.#audio.src = URL.createObjectURL(this.#source);
    this.#source.addEventListener("sourceopen", () => {
      this.#buffer = this.#source.addSourceBuffer(type);
      this.#buffer.addEventListener("updateend", () => this.#next());
      this.#next();
    });
    this.#audio.play().catch(() => {}); // it may be stopped before it begins
  }

  add(part) {
    this.#waiting.push(part);
    this.#next();
  }

  end() {
    this.#ended = true;
    this.#next();
  }

  stop() {
    this.#audio.pause();
  }

  #next() {
    if (!this.#buffer || this.#buffer.updating || this.#source.readyState !== "open") return;
    const part = this.#waiting.shift();
    if (part) this.#buffer.appendBuffer(part);
    else if (this.#ended) this.#source.endOfStream();
  }
}
