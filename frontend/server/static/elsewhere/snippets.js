// The lines by which another program speaks with the voice that is chosen here.

import { storedKey } from "../common/key.js";
import { recall, remember } from "../common/memory.js";
import { say } from "../common/notices.js";

const quoted = JSON.stringify; // as Python, JavaScript and YAML read it too
const forShell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const forXml = (text) => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

// By what the reader is shown: from {base, model, voice, key} to text.
const SNIPPETS = {
  "curl": ({ base, model, voice, key }) => {
    const body = quoted({ model, voice, input: "Hello there.", response_format: "wav" });
    return `curl ${base}/v1/audio/speech -o speech.wav -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" -d ${forShell(body)}`;
  },
  "OpenAI, Python": ({ base, model, voice, key }) => `from openai import OpenAI

client = OpenAI(base_url="${base}/v1", api_key="${key}")
speech = client.audio.speech.create(
    model=${quoted(model)}, voice=${quoted(voice)}, input="Hello there.", response_format="wav"
)
speech.write_to_file("speech.wav")`,
  "OpenAI, Node": ({ base, model, voice, key }) => `import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${base}/v1", apiKey: "${key}" });
const speech = await client.audio.speech.create({
  model: ${quoted(model)}, voice: ${quoted(voice)}, input: "Hello there.", response_format: "wav",
});
await writeFile("speech.wav", Buffer.from(await speech.arrayBuffer()));`,
  "LiveKit, plugin openai": ({ base, model, voice, key }) => `from livekit.plugins import openai

tts = openai.TTS(
    model=${quoted(model)}, voice=${quoted(voice)}, base_url="${base}/v1", api_key="${key}"
)`,
  "LiveKit, plugin azure": ({ base, voice, key }) => `from livekit.plugins import azure

tts = azure.TTS(
    voice=${quoted(voice)}, speech_endpoint="${base}/cognitiveservices/v1", speech_key="${key}"
)`,
  "Open WebUI": ({ base, model, voice, key }) => `AUDIO_TTS_ENGINE=openai
AUDIO_TTS_OPENAI_API_BASE_URL=${base}/v1
AUDIO_TTS_OPENAI_API_KEY=${key}
AUDIO_TTS_MODEL=${model}
AUDIO_TTS_VOICE=${voice}`,
  "LibreChat": ({ base, model, voice, key }) => `speech:
  tts:
    allowedAddresses: [${quoted(hostAndPort(base))}]
    openai:
      url: ${base}/v1/audio/speech
      apiKey: ${key}
      model: ${quoted(model)}
      voices: [${quoted(voice)}]`,
  "SillyTavern": ({ base, model, voice }) => `Provider Endpoint=${base}/v1/audio/speech
Model=${model}
Available Voices (comma separated)=${voice}
Speed=1`,
  "AnythingLLM": ({ base, model, voice, key }) => `TTS_PROVIDER=generic-openai
TTS_OPEN_AI_COMPATIBLE_ENDPOINT=${base}/v1
TTS_OPEN_AI_COMPATIBLE_KEY=${key}
TTS_OPEN_AI_COMPATIBLE_MODEL=${model}
TTS_OPEN_AI_COMPATIBLE_VOICE_MODEL=${voice}`,
  "Azure, curl": ({ base, voice, key }) => {
    const document = `<speak version="1.0"><voice name="${forXml(voice)}">Hello there.</voice></speak>`;
    return `curl ${base}/cognitiveservices/v1 -o speech.wav -H "Ocp-Apim-Subscription-Key: ${key}" \\
  -H "Content-Type: application/ssml+xml" -H "X-Microsoft-OutputFormat: riff-24khz-16bit-mono-pcm" \\
  --data-raw ${forShell(document)}`;
  },
};

const element = (id) => document.getElementById(id);

/** Shows the snippet of one program; a key of the reader's is never part of it. */
export class Snippets {
  #choices;
  #client = element("client");
  #snippet = element("snippet");

  constructor(choices) {
    this.#choices = choices;
    this.#client.replaceChildren(...Object.keys(SNIPPETS).map((name) => new Option(name, name)));
    const { client } = recall();
    if (Object.hasOwn(SNIPPETS, client)) this.#client.value = client;
    this.#client.addEventListener("change", () => {
      remember({ client: this.#client.value });
      this.show();
    });
    element("copy-snippet").addEventListener("click", () => this.#copy());
    choices.addEventListener("change", () => this.show());
  }

  show() {
    const { backend, voice } = this.#choices.voiceSettings;
    const base = new URL(".", document.baseURI).href.replace(/\/$/, "");
    const key = storedKey() ? "YOUR_API_KEY" : "none";
    const text = SNIPPETS[this.#client.value]({ base, model: backend, voice, key });
    if (this.#snippet.textContent !== text) this.#snippet.textContent = text;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#snippet.textContent);
      say("The lines are copied.");
    } catch {
      getSelection().selectAllChildren(this.#snippet); // no clipboard over plain HTTP
      say("The lines are selected; copy them.");
    }
  }
}

function hostAndPort(base) {
  const { hostname, port, protocol } = new URL(base);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
