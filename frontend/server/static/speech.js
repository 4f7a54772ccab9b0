// One utterance over WS /stream-tokens: text goes out as it is written, speech comes in.

import { storedKey } from "./key.js";
import { AWAY, forgetToken, speakingToken } from "./server.js";

const FULL_BYTES = 64 * 1024; // what may wait in the socket before a writer has to
const DRAIN_TICK_MS = 20; // a socket has no event for having drained

const UNREACHABLE = {
  code: "unreachable",
  message: "The server does not answer. Is it running? Start it, then try again.",
  retryable: true,
};
const CONNECTION_LOST = {
  code: "connection_lost",
  message: "The connection to the server broke before all was spoken. Try again.",
  retryable: true,
};

const NO_KEY = "invalid_key";
const TRY_AGAIN_LATER = 1013; // RFC 6455: the server closes so what may go well another time

/**
 * What to speak with; all of it may be left out.
 * @typedef {{backend?: string, voice?: string, language?: string, options?: Object<string, any>}} VoiceSettings
 */

/**
 * One utterance.
 *
 * Events (`detail`):
 *   "waiting"  {position, etaS}: the workers are busy; comes before "opened", whenever the wait changes
 *   "opened"   {utterance, backend, voice, sampleRateHz}
 *   "queued"   {text, queueDepth}: a segment was enqueued behind that many others
 *   "segment"  {index, text, startS}: the audio from here on is that of this segment
 *   "words"    {index, words: [{text, startS, endS}]}
 *   "audio"    {pcm: ArrayBuffer}: mono little-endian int16
 *   "done"     {segments, audioS}
 *   "error"    {code, message, retryable}: a sentence to show, and whether to try again may help
 * The last one is "done" or "error"; after `stop` there is none.
 */
export class Speech extends EventTarget {
  #voiceSettings;
  #url;
  /** @type {WebSocket | null} */
  #socket = null;
  #opening = Promise.resolve(false);
  #unsent = []; // what was written before the socket was open
  #fault = null; // what the server said before it closed

  /**
   * @param {VoiceSettings} [voiceSettings]
   * @param {string | URL} [url] of the server's /stream-tokens
   */
  constructor(voiceSettings = {}, url = tokensUrl()) {
    super();
    this.#voiceSettings = voiceSettings;
    this.#url = url;
    /** @type {"new" | "connecting" | "open" | "done" | "failed" | "stopped"} */
    this.state = "new";
    /** @type {number | null} when `open` was called, by performance.now() */
    this.openedAt = null;
  }

  /** Whether nothing more will come. */
  get over() {
    return ["done", "failed", "stopped"].includes(this.state);
  }

  /**
   * Connect. What is written before that is done is sent then.
   * @returns {Promise<boolean>} whether it is connected; if not, an "error" event says why
   */
  open() {
    if (this.state !== "new") return this.#opening;
    this.state = "connecting";
    this.openedAt = performance.now();
    this.#opening = storedKey() ? this.#connectWithToken() : this.#connect(this.#url);
    return this.#opening;
  }

  /** @param {string} text more of it */
  write(text) {
    if (text) this.#send({ token: text });
  }

  /** Say that the text is complete. */
  end() {
    this.#send({ done: true });
  }

  /** Take back what is not spoken yet; the server stops working on it. */
  stop() {
    if (this.over) return;
    const connected = this.state === "open";
    this.state = "stopped";
    if (connected) this.#socket.close(); // a socket that is connecting is closed once it is open
  }

  /**
   * Wait until what was written is on its way.
   * @returns {Promise<boolean>} whether more can be written
   */
  async drained() {
    await this.#opening;
    while (this.#writable && this.#socket.bufferedAmount > FULL_BYTES) await sleep(DRAIN_TICK_MS);
    return this.#writable;
  }

  get #writable() {
    return this.state === "open" && this.#socket.readyState === WebSocket.OPEN;
  }

  async #connectWithToken() {
    try {
      const url = new URL(this.#url);
      url.searchParams.set("token", await speakingToken());
      return this.over ? false : this.#connect(url);
    } catch ({ code, message }) {
      if (code !== AWAY) this.#fault = { code, message };
      return this.#noteClose();
    }
  }

  #connect(url) {
    const socket = (this.#socket = new WebSocket(url));
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#receive(data);
    return new Promise((resolve) => {
      socket.onopen = () => resolve(this.#begin());
      socket.onclose = ({ code }) => resolve(this.#noteClose(code));
    });
  }

  #begin() {
    if (this.over) {
      this.#socket.close();
      return false;
    }
    this.state = "open";
    this.#configure();
    for (const message of this.#unsent.splice(0)) this.#send(message);
    return true;
  }

  #configure() {
    const { backend, voice, language, options } = this.#voiceSettings;
    this.#send({
      backend: backend || undefined,
      voice: voice || undefined,
      language: language || undefined,
      opts: options,
      events: true,
    });
  }

  #send(message) {
    if (this.#writable) this.#socket.send(JSON.stringify(message));
    else if (this.state === "new" || this.state === "connecting") this.#unsent.push(message);
  }

  /** The socket's end; for a speech that is done it means nothing new. */
  #noteClose(closeCode) {
    if (this.over) return false;
    const lost = this.state === "connecting" ? UNREACHABLE : CONNECTION_LOST;
    const { code, message, retryable = closeCode === TRY_AGAIN_LATER } = this.#fault ?? lost;
    this.state = "failed";
    this.#say("error", { code, message, retryable });
    return false;
  }

  #receive(data) {
    if (this.over) return;
    if (data instanceof ArrayBuffer) return this.#say("audio", { pcm: data });
    const message = JSON.parse(data);
    if (message.type === "error") this.#fault = message; // the close event that follows carries more
    if (message.code === NO_KEY) forgetToken();
    if (message.type === "done") this.state = "done";
    const translated = TRANSLATIONS[message.type]?.(message);
    if (translated) this.#say(...translated);
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The server's messages as [event, detail]; unknown ones of a newer server are ignored. */
const TRANSLATIONS = {
  queued: ({ position, eta_s }) => ["waiting", { position, etaS: eta_s }],
  start: ({ utterance, backend, voice, sample_rate_hz }) => [
    "opened",
    { utterance, backend, voice, sampleRateHz: sample_rate_hz },
  ],
  generating: ({ sentence, queue_depth }) => ["queued", { text: sentence, queueDepth: queue_depth }],
  segment: ({ segment_index, text, start_s }) => ["segment", { index: segment_index, text, startS: start_s }],
  words: ({ segment_index, words }) => ["words", { index: segment_index, words: words.map(wordOf) }],
  done: ({ segments, audio_s }) => ["done", { segments, audioS: audio_s }],
};

const wordOf = ([text, startS, endS]) => ({ text, startS, endS });

/** Return the address of /stream-tokens beside the page, below whatever path a proxy put it. */
function tokensUrl() {
  const url = new URL("stream-tokens", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
}

/**
 * Let the player play what is received; what came before an error is still heard.
 * @param {Speech} speech
 * @param {import("./player.js").Player} player
 */
export function connect(speech, player) {
  speech.addEventListener("audio", ({ detail }) => player.add(detail.pcm));
  for (const name of ["done", "error"]) speech.addEventListener(name, () => player.end());
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
