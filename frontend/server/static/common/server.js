// The server over HTTP. Every failure is a ServerError whose message is for the reader.

import { anotherKey, keyHeaders, storedKey } from "./key.js";

export const AWAY = "away";
const NO_ANSWER = "The server does not answer. Is it running, and is this machine connected to it?";

export class ServerError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const NO_KEY = 401;

// Return the server's answer, once it is known to be a good one. If it asks for an API key, so does the
// page. Beside fetch's own, init has `timeoutMs` of each try, and `quiet`: see key.js.
export async function ask(path, init = {}) {
  for (;;) {
    const key = storedKey();
    const answer = await reached(send(path, init));
    if (answer.ok) return answer;
    const { code, message } = await errorOf(answer);
    const again = answer.status === NO_KEY && (await anotherKey(key, message, init.quiet));
    if (!again) throw new ServerError(code, message);
  }
}

// fetch, with the reader's API key if there is one.
export function send(path, { timeoutMs, quiet, headers, ...init } = {}) {
  const signal = timeoutMs ? AbortSignal.timeout(timeoutMs) : init.signal;
  return fetch(path, { ...init, signal, headers: { ...headers, ...keyHeaders() } });
}

export async function askJson(path, init) {
  return reached((await ask(path, init)).json());
}

const TOKEN_S = 300;
const SPARE_S = 30;
let token = { key: "", text: "", until: 0 };

// Return a token for a WebSocket, which takes no header; "" where no key was asked for.
export async function speakingToken() {
  const key = storedKey();
  if (!key) return "";
  if (token.key !== key || token.until < performance.now()) {
    const text = await mintToken();
    token = { key: storedKey(), text, until: performance.now() + (TOKEN_S - SPARE_S) * 1000 };
  }
  return token.text;
}

async function mintToken() {
  const body = JSON.stringify({ scopes: ["speak"], lifetime_s: TOKEN_S });
  try {
    return (await askJson("v1/tokens", { method: "POST", headers: { "Content-Type": "application/json" }, body })).token;
  } catch (error) {
    if (error.code === "invalid_request") return ""; // it has ceased to ask for keys
    throw error;
  }
}

// The server does not take it any more.
export function forgetToken() {
  token.until = 0;
}

// Speak a text to its end and return the file, a Blob. Listeners come before it: nobody hears it yet.
export async function makeFile({ text, voiceSettings, format, signal }) {
  const answer = await ask("tts", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text, ...voiceSettings, format, realtime: false }),
    signal,
  });
  return wholeOf(answer);
}

// Have these Int16Arrays made a file in that format, a Blob; nothing is spoken.
export async function encodedFile(parts, sampleRateHz, format) {
  const body = new Blob(parts, { type: "audio/pcm" });
  return wholeOf(await ask(`v1/audio/encode?format=${format}&sample_rate=${sampleRateHz}`, { method: "POST", body }));
}

async function wholeOf(answer) {
  try {
    return await answer.blob();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError("broken_off", "The speech broke off before its end. Try again.");
  }
}

async function reached(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError(AWAY, NO_ANSWER);
  }
}

async function errorOf(answer) {
  const text = await reached(answer.text());
  try {
    return JSON.parse(text).error;
  } catch {
    // A proxy in between answers in its own way.
    return { code: "http", message: `The server answers ${answer.status} ${answer.statusText}.` };
  }
}
