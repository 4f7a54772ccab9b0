// Speaks a text into a file by OpenAI's client for Node: VOICE PATH TEXT; prints its error.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import OpenAI from "openai";

const [voice, path, input] = process.argv.slice(2);
const client = new OpenAI({ maxRetries: 0 }); // OPENAI_BASE_URL, OPENAI_API_KEY
const asked = { model: "tts-1", voice, input, response_format: "wav" };
try {
  const response = await client.audio.speech.create(asked);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
  console.log(JSON.stringify({ status: response.status }));
} catch (error) {
  const { status, code } = error;
  console.log(JSON.stringify({ status, code, kind: error.constructor.name }));
}
