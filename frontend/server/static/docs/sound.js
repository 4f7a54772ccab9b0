// Audio of an answer: heard while it comes where the browser can, then kept to be heard again and saved.

import { element } from "../common/dom.js";
import { Player } from "../player/player.js";
import { wavOf } from "../takes/wav.js";

const WAV_HEADER_BYTES = 44;
const DATA = 0x64617461; // "data": the samples follow the header at once
const PCM_RATE_HZ = 24_000;
const UNPLAYED = /basic|mulaw|alaw|pcma|pcmu/; // no browser decodes these

/** Hear an answer; `place` is shown what there is of it. Raises what reading it raises. */
export async function hear(answer, place, signal) {
  const type = answer.headers.get("content-type") ?? "";
  const rateHz = Number(/rate=(\d+)/.exec(type)?.[1]) || PCM_RATE_HZ;
  const isPcm = /pcm|l16|raw/i.test(type);
  const parts = [];
  let heard = null;
  let size = 0;
  const told = place.appendChild(element("p", {}));
  signal.addEventListener("abort", () => heard?.stop());
  for await (const part of withWholeHead(answer.body)) {
    if (!size) heard = await (isPcm ? PcmSound.open(rateHz) : soundOf(type, part));
    signal.throwIfAborted(); // it was stopped while the player came
    heard?.add(part);
    parts.push(part);
    size += part.byteLength;
    told.textContent = `${size.toLocaleString("en")} bytes have come${heard ? ", and are heard" : ""}.`;
  }
  heard?.end();
  told.remove();
  keep(parts, { type, isPcm, rateHz, place, size, isHeard: Boolean(heard), signal });
}

/** Yield the parts; the first one is long enough for the header of a WAV, if all of it is. */
async function* withWholeHead(parts) {
  let head = new Uint8Array(0);
  for await (const part of parts) {
    if (!head) {
      yield part;
      continue;
    }
    head = joined(head, part);
    if (head.byteLength < WAV_HEADER_BYTES) continue;
    yield head;
    head = null;
  }
  if (head?.byteLength) yield head;
}

/** Return what plays an answer that begins like that, or null: it is played once it is whole, if at all. */
function soundOf(type, head) {
  if (!/wav/.test(type)) return MediaSound.openFor(type);
  const rateHz = rateOf(head);
  return rateHz ? PcmSound.open(rateHz, WAV_HEADER_BYTES) : null;
}

/** Return the rate that a WAV tells, if it is of one channel and 16 bits, else 0. */
function rateOf(head) {
  if (head.byteLength < WAV_HEADER_BYTES) return 0;
  const view = new DataView(head.buffer, head.byteOffset);
  const [format, channels, bits] = [20, 22, 34].map((at) => view.getUint16(at, true));
  const isPlain = format === 1 && channels === 1 && bits === 16 && view.getUint32(36) === DATA;
  return isPlain ? view.getUint32(24, true) : 0;
}

function keep(parts, { type, isPcm, rateHz, place, size, isHeard, signal }) {
  const blob = isPcm ? wavOf(parts, rateHz) : new Blob(parts, { type });
  const url = URL.createObjectURL(blob);
  signal.addEventListener("abort", () => URL.revokeObjectURL(url)); // another answer takes its place
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

  /** @param {number} skip bytes that come before the samples */
  static async open(rateHz, skip = 0) {
    return new PcmSound(await Player.open(rateHz), skip);
  }

  constructor(player, skip) {
    this.#player = player;
    this.#skip = skip;
  }

  add(part) {
    const skipped = Math.min(this.#skip, part.byteLength);
    this.#skip -= skipped;
    const whole = joined(this.#odd, part.subarray(skipped));
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

function joined(one, other) {
  const whole = new Uint8Array(one.byteLength + other.byteLength);
  whole.set(one);
  whole.set(other, one.byteLength);
  return whole;
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
      URL.revokeObjectURL(this.#audio.src);
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
