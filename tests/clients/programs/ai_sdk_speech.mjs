// Speaks a text into a file by the AI SDK: URL KEY VOICE PATH TEXT; prints its error.
import { writeFileSync } from "node:fs";
import { createOpenAI } from "@ai-sdk/openai";
import { experimental_generateSpeech as generateSpeech } from "ai";

const [baseURL, apiKey, voice, path, text] = process.argv.slice(2);
const openai = createOpenAI({ baseURL, apiKey });
try {
  const model = openai.speech("tts-1");
  const { audio } = await generateSpeech({ model, voice, text, maxRetries: 0 });
  writeFileSync(path, audio.uint8Array);
  console.log(JSON.stringify({ status: 200, type: audio.mediaType }));
} catch (error) {
  console.log(JSON.stringify({ status: error.statusCode, said: error.message }));
}
