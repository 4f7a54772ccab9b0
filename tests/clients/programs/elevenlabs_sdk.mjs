// ElevenLabs' client for Node: URL KEY VOICE TASK PATH TEXT; prints what came of it.
// TASK is whole, stream, timestamps, stream-timestamps, cancel, voices or models; or restart: whole,
// and once more when there is a file PATH.again; before, PATH.once is made.
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";

const [url, key, voice, task, path, text] = process.argv.slice(2);
const client = new ElevenLabsClient({ environment: url, apiKey: key, maxRetries: 0 });
const asked = { text, modelId: "eleven_flash_v2_5", outputFormat: "pcm_24000" };

async function kept(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return written(Buffer.concat(parts));
}

function written(audio) {
  writeFileSync(path, audio);
  return { bytes: audio.length };
}

function told(alignments) {
  const joined = (name) => alignments.flatMap((one) => one[name]);
  return {
    characters: joined("characters").join(""),
    starts: joined("characterStartTimesSeconds"),
    ends: joined("characterEndTimesSeconds"),
  };
}

async function lines(stream) {
  const audio = [], alignments = [];
  for await (const line of stream) {
    audio.push(Buffer.from(line.audioBase64, "base64"));
    if (line.alignment) alignments.push(line.alignment);
  }
  return { ...written(Buffer.concat(audio)), ...told(alignments) };
}

async function cancelled() {
  const reader = (await client.textToSpeech.stream(voice, asked)).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return { bytes: value.length };
}

async function restarted() {
  const before = await kept(await client.textToSpeech.convert(voice, asked));
  writeFileSync(`${path}.once`, "");
  while (!existsSync(`${path}.again`)) await setTimeout(100);
  const after = await kept(await client.textToSpeech.convert(voice, asked));
  return { seconds: after.bytes / 48000, before_s: before.bytes / 48000 };
}

async function timestamps() {
  const answer = await client.textToSpeech.convertWithTimestamps(voice, asked);
  return { ...written(Buffer.from(answer.audioBase64, "base64")), ...told([answer.alignment]) };
}

const tasks = {
  whole: async () => kept(await client.textToSpeech.convert(voice, asked)),
  stream: async () => kept(await client.textToSpeech.stream(voice, asked)),
  timestamps,
  "stream-timestamps": async () => lines(await client.textToSpeech.streamWithTimestamps(voice, asked)),
  cancel: cancelled,
  restart: restarted,
  voices: async () => ({ voices: (await client.voices.getAll()).voices.map((it) => it.voiceId) }),
  models: async () => ({ models: (await client.models.list()).map((it) => it.modelId) }),
};
try {
  console.log(JSON.stringify(await tasks[task]()));
} catch (error) {
  console.log(JSON.stringify({ error: error.constructor.name, status: error.statusCode }));
}
