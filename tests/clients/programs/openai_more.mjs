// Speaks by OpenAI's client for Node in other ways: TASK VOICE PATH TEXT; prints what came of it.
// cancel: the answer is left after its first audio. two: two texts at once, the second twice as long.
// restart: the text, and once more when there is a file PATH.again; before, PATH.once is made.
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import OpenAI from "openai";

const [task, voice, path, text] = process.argv.slice(2);
const client = new OpenAI({ maxRetries: 0 }); // OPENAI_BASE_URL, OPENAI_API_KEY
const asked = (input) => ({ model: "tts-1", voice, input, response_format: "pcm" });

async function spoken(input) {
  const response = await client.audio.speech.create(asked(input));
  return (await response.arrayBuffer()).byteLength;
}

const tasks = {
  async cancel() {
    const reader = (await client.audio.speech.create(asked(text))).body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return [value.length];
  },
  two: () => Promise.all([spoken(text), spoken(`${text} ${text}`)]),
  async restart() {
    const before = await spoken(text);
    writeFileSync(`${path}.once`, "");
    while (!existsSync(`${path}.again`)) await setTimeout(100);
    return [before, await spoken(text)];
  },
};
console.log(JSON.stringify({ bytes: await tasks[task]() }));
