// Speaks a text twice by the AI SDK: URL VOICE PATH TEXT; prints the names of the files it writes.
// They are PATH.0 and PATH.1.
// Before the second time it makes a file PATH.once, and waits for PATH.again.
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { createOpenAI } from "@ai-sdk/openai";
import { experimental_generateSpeech as generateSpeech } from "ai";

const [baseURL, voice, path, text] = process.argv.slice(2);
const model = createOpenAI({ baseURL, apiKey: "none" }).speech("tts-1");

async function speak(file) {
  const { audio } = await generateSpeech({ model, voice, text, maxRetries: 0 });
  writeFileSync(file, audio.uint8Array);
  return file;
}

const before = await speak(`${path}.0`);
writeFileSync(`${path}.once`, "");
while (!existsSync(`${path}.again`)) await setTimeout(100);
console.log(JSON.stringify([before, await speak(`${path}.1`)]));
