// The server over HTTP. Every failure is a ServerError whose message is for the reader.

export const AWAY = "away";
const NO_ANSWER = "The server does not answer. Is it running, and is this machine connected to it?";

export class ServerError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// Return the server's answer, once it is known to be a good one.
export async function ask(path, init = {}) {
  const answer = await reached(fetch(path, init));
  if (answer.ok) return answer;
  const { code, message } = await errorOf(answer);
  throw new ServerError(code, message);
}

export async function askJson(path, init) {
  return reached((await ask(path, init)).json());
}

// Speak a text to its end and return the file, a Blob. Listeners come before it: nobody hears it yet.
export async function makeFile({ text, voiceSettings, format, signal }) {
  const answer = await ask("tts", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text, ...voiceSettings, format, realtime: false }),
    signal,
  });
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
