// Speaks a text twice by the AI SDK: URL VOICE PATH TEXT; prints how many bytes each has.
// Before the second time it makes a file PATH.once, and waits for PATH.again.
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { createOpenAI } from "@ai-sdk/openai";
import { experimental_generateSpeech as generateSpeech } from "ai";

const [baseURL, voice, path, text] = process.argv.slice(2);
const model = createOpenAI({ baseURL, apiKey: "none" }).speech("tts-1");

async function spoken() {
  const { audio } = await generateSpeech({ model, voice, text, maxRetries: 0 });
  return audio.uint8Array.length;
}

const before = await spoken();
writeFileSync(`${path}.once`, "");
while (!existsSync(`${path}.again`)) await setTimeout(100);
console.log(JSON.stringify([before, await spoken()]));
