// One utterance over WS /stream-tokens: text goes out as it is written, speech comes in.

import { storedKey } from "../common/key.js";
import { AWAY, forgetToken, speakingToken } from "../common/server.js";
import { TRANSLATIONS } from "./translations.js";

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

// Pauses before each attempt to resume; a server restarts within their sum. One that brings audio
// starts the sequence again.
const WAITS_MS = [200, 500, 1000, 2000, 4000, 8000];
const SHUTTING_DOWN = "shutting_down"; // what a server says whose clients can resume at another
const SAMPLE_BYTES = 2;

const NO_KEY = "invalid_key";
const TRY_AGAIN_LATER = 1013; // RFC 6455: the server closes so what may go well another time

/**
 * What to speak with; all of it may be left out.
 * @typedef {{backend?: string, voice?: string, language?: string, options?: Object<string, any>, pronunciations?: Object<string, string>}} VoiceSettings
 */

/**
 * One utterance. A connection that is lost is made again, and the speech goes on where it was.
 *
 * Events (`detail`):
 *   "waiting"  {position, etaS}: the workers are busy; comes before "opened", whenever the wait changes
 *   "opened"   {utterance, backend, voice, sampleRateHz, warnings}: as "warning" tells of them
 *   "warning"  {message}: something in the text cannot be followed, such as a voice that there is not
 *   "queued"   {text, queueDepth}: a segment was enqueued behind that many others
 *   "fallback" {index, startS, backend, voice}: another backend speaks from there on
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
  #kept = []; // the messages that the server may lack
  #forgotten = 0; // how many came before those
  #keeps = true; // the speech can be resumed, for all that is known
  #resume = null; // what resumes it: a token, and what has come
  #waits = [...WAITS_MS];
  #fault = null; // what the server said before it closed

  /**
   * @param {VoiceSettings} [voiceSettings]
   * @param {string | URL} [url] of the server's /stream-tokens
   */
  constructor(voiceSettings = {}, url = tokensUrl()) {
    super();
    this.#voiceSettings = voiceSettings;
    this.#url = url;
    /** @type {"new" | "connecting" | "open" | "resuming" | "done" | "failed" | "stopped"} */
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
    this.#kept.unshift(this.#configuration());
    this.#opening = this.#connect();
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
    this.state = "stopped";
    // Also while it resumes. A socket that is connecting is closed once it is open.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.close();
  }

  /**
   * Wait until what was written is on its way; a connection that is lost is made again meanwhile.
   * @returns {Promise<boolean>} whether more can be written; false: it is over
   */
  async drained() {
    await this.#opening;
    while (!this.over && !this.#hasRoom) await sleep(DRAIN_TICK_MS);
    return !this.over;
  }

  get #hasRoom() {
    return this.#writable && this.#socket.bufferedAmount <= FULL_BYTES;
  }

  get #writable() {
    return this.state === "open" && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Return whether it can be written to from now on, which takes until it is resumed. */
  async #connect() {
    const url = new URL(this.#url);
    try {
      if (storedKey()) url.searchParams.set("token", await speakingToken());
    } catch ({ code, message }) {
      if (code !== AWAY) this.#fault = { code, message };
      return this.#noteClose();
    }
    return this.over ? false : this.#connectTo(url);
  }

  #connectTo(url) {
    const socket = (this.#socket = new WebSocket(url));
    socket.binaryType = "arraybuffer";
    return new Promise((resolve) => {
      socket.onmessage = ({ data }) => this.#receive(data, resolve);
      socket.onopen = () => this.#begin(resolve);
      socket.onclose = ({ code }) => resolve(this.#noteClose(code));
    });
  }

  #begin(resolve) {
    if (this.over) {
      this.#socket.close();
      resolve(false);
    } else if (this.#resume) {
      this.#socket.send(JSON.stringify(this.#resume));
    } else {
      resolve(this.#goOn(0));
    }
  }

  /** Send the messages from that number on. */
  #goOn(number) {
    this.state = "open";
    for (const message of this.#kept.slice(number - this.#forgotten)) this.#transmit(message);
    return true;
  }

  #configuration() {
    const { backend, voice, language, options, pronunciations } = this.#voiceSettings;
    return {
      backend: backend || undefined,
      voice: voice || undefined,
      language: language || undefined,
      opts: options,
      pronunciations,
      events: true,
    };
  }

  #send(message) {
    if (this.over) return;
    if (this.#keeps) this.#kept.push(message);
    if (this.#writable) this.#transmit(message);
  }

  #transmit(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /** Forget the messages before that number, which need not be sent again. */
  #forget(number) {
    this.#kept.splice(0, number - this.#forgotten);
    this.#forgotten = number;
  }

  /** The socket's end; for a speech that is done it means nothing new. */
  #noteClose(closeCode) {
    if (this.over) return false;
    const mayGoOn = !this.#fault || this.#fault.code === SHUTTING_DOWN;
    if (this.#resume && mayGoOn && this.#waits.length) return this.#reconnect();
    const lost = this.state === "connecting" ? UNREACHABLE : CONNECTION_LOST;
    const { code, message, retryable = closeCode === TRY_AGAIN_LATER } = this.#fault ?? lost;
    this.state = "failed";
    this.#say("error", { code, message, retryable });
    return false;
  }

  #reconnect() {
    this.state = "resuming";
    this.#fault = null;
    this.#opening = sleep(this.#waits.shift()).then(() => !this.over && this.#connect());
    return this.#opening;
  }

  #receive(data, resolve) {
    if (this.over) return;
    if (data instanceof ArrayBuffer) return this.#receiveAudio(data);
    const message = JSON.parse(data);
    if (message.type === "error") this.#fault = message; // the close event that follows carries more
    if (message.code === NO_KEY) forgetToken();
    if (message.type === "done") this.state = "done";
    if (message.type === "resumed") resolve(this.#goOn(message.messages));
    this.#note(message);
    const translated = TRANSLATIONS[message.type]?.(message);
    if (translated) this.#say(...translated);
  }

  #receiveAudio(data) {
    this.#waits = [...WAITS_MS];
    if (this.#resume) this.#resume.after += data.byteLength / SAMPLE_BYTES;
    this.#say("audio", { pcm: data });
  }

  /** Note what a message says of how the speech could be resumed. */
  #note(message) {
    if (message.type === "start") {
      this.#keeps = Boolean(message.resume);
      this.#resume = message.resume ? { resume: message.resume, after: 0, words: 0 } : null;
      if (!this.#keeps) this.#kept = [];
    }
    if (!this.#resume) return;
    if (message.type === "taken") this.#forget(message.messages);
    if (message.type === "segment") Object.assign(this.#resume, { segment: message.segment_index, words: 0 });
    if (message.type === "words") this.#resume.words += message.words.length;
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Return the address of /stream-tokens beside the page, below whatever path a proxy put it. */
function tokensUrl() {
  const url = new URL("stream-tokens", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
}

/**
 * Let the player play what is received; what came before an error is still heard.
 * @param {Speech} speech
 * @param {import("../player/player.js").Player} player
 */
export function connect(speech, player) {
  speech.addEventListener("audio", ({ detail }) => player.add(detail.pcm));
  for (const name of ["done", "error"]) speech.addEventListener(name, () => player.end());
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
