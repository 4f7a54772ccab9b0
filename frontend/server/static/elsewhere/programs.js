// The lines by which each program speaks with a voice of this server.

const quoted = JSON.stringify; // as Python, JavaScript and YAML read it too
export const forShell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const forXml = (text) => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

// By what the reader is shown: from {base, model, voice, key} to lines.
export const PROGRAMS = {
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
Available Voices (comma separated)=${withoutCommas(voice)}
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
  "ElevenLabs, Python": ({ base, voice, key }) => `from elevenlabs import ElevenLabs

client = ElevenLabs(base_url="${base}", api_key="${key}")
speech = client.text_to_speech.convert(${quoted(voice)}, text="Hello there.", output_format="wav_24000")
with open("speech.wav", "wb") as file:
    for part in speech:
        file.write(part)`,
  "Deepgram, Python": ({ base, voice, key }) => `from deepgram import DeepgramClient
from deepgram.environment import DeepgramClientEnvironment

url, sockets = "${base}", "${base.replace("http", "ws")}"
here = DeepgramClientEnvironment(base=url, production=sockets, agent=sockets, agent_rest=url)
client = DeepgramClient(api_key="${key}", environment=here)
speech = client.speak.v1.audio.generate(
    text="Hello there.", model=${quoted(voice)}, encoding="linear16", sample_rate=24000, container="wav"
)
with open("speech.wav", "wb") as file:
    for part in speech:
        file.write(part)`,
  "Cartesia, Python": ({ base, model, voice, key }) => `from cartesia import Cartesia

client = Cartesia(
    api_key="${key}", base_url="${base}", websocket_base_url="${base.replace("http", "ws")}"
)
wav = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}
speech = client.tts.generate(
    model_id=${quoted(model)},
    transcript="Hello there.",
    voice={"mode": "id", "id": ${quoted(voice)}},
    output_format=wav,
)
speech.write_to_file("speech.wav")`,
};

function hostAndPort(base) {
  const { hostname, port, protocol } = new URL(base);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

// A mix as /v1/audio/speech also takes it, for a list whose names are parted by commas.
function withoutCommas(voice) {
  if (!voice.includes(",")) return voice;
  return voice.replaceAll(/:([\d.]+)/g, "($1)").replaceAll(",", "+");
}
