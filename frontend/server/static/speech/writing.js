// Ways to write a text into a Speech.

const PART = /.{1,4096}/gsu; // by code points: half of one could not be put together again
const TOKEN = /\s*[^\s]{1,5}|\s+/gu; // a language model's tokens have four characters on average

/**
 * Cut a text into parts like a language model's tokens; joined they are the text.
 * @param {string} text
 * @returns {string[]}
 */
export const tokensOf = (text) => text.match(TOKEN) ?? [];

/**
 * Write a text of any length, no faster than the connection takes it. `end` is left to the caller.
 * @param {import("./speech.js").Speech} speech
 * @param {string} text
 * @returns {Promise<boolean>} whether all was written; false: the speech is over
 */
export async function writeAll(speech, text) {
  for (const part of text.match(PART) ?? []) {
    if (!(await speech.drained())) return false;
    speech.write(part);
  }
  return true;
}

/**
 * Write token by token, as a language model does. `end` is left to the caller.
 * @param {import("./speech.js").Speech} speech
 * @param {string | Iterable<string> | AsyncIterable<string>} text
 * @param {{tokensPerS?: number, signal?: AbortSignal}} [pace]
 * @returns {Promise<boolean>} whether all was written; false: aborted, or the speech is over
 */
export async function writeLikeAnLlm(speech, text, { tokensPerS = 30, signal } = {}) {
  const tokens = typeof text === "string" ? tokensOf(text) : text;
  await speech.drained(); // time that connecting took is not made up for
  let dueAt = performance.now();
  for await (const token of tokens) {
    const earlyMs = dueAt - performance.now();
    if (earlyMs > 0) await sleep(earlyMs);
    if (!(await speech.drained()) || signal?.aborted) return false;
    speech.write(token);
    dueAt += 1000 / tokensPerS;
  }
  return true;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
