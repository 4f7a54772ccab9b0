// Speaks by Cartesia's package for Node; prints what came as JSON, and writes the audio to a folder.
//
// Its address is in CARTESIA_BASE_URL (its sockets want TLS), its key in CARTESIA_API_KEY. The
// arguments are what to do, the voice, the text, and the folder.
import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// As a module, the package does not find `ws`.
const { default: Cartesia } = createRequire(`${process.cwd()}/`)("@cartesia/cartesia-js");

const [what, voice, text, folder] = process.argv.slice(2);
const PCM = { container: "raw", encoding: "pcm_s16le", sample_rate: 24000 };
const ASKED = { model_id: "sonic-3", voice: { mode: "id", id: voice }, language: "en" };
const CONTEXT = { ...ASKED, output_format: PCM, add_timestamps: true, timeout: 120000 };

const client = new Cartesia({
  apiKey: process.env.CARTESIA_API_KEY, baseURL: process.env.CARTESIA_BASE_URL, maxRetries: 0,
});

async function heard(events) {
  const audio = [], words = [], types = [];
  for await (const event of events) {
    types.push(event.type);
    if (event.type === "chunk") audio.push(Buffer.from(event.data, "base64"));
    if (event.type === "timestamps") {
      const { words: said, start, end } = event.word_timestamps;
      said.forEach((word, place) => words.push([word, start[place], end[place]]));
    }
  }
  return { audio: Buffer.concat(audio), words, types };
}

function kept({ audio, ...told }, name) {
  writeFileSync(join(folder, name), audio);
  return told;
}

async function push(context, said) {
  for (let place = 0; place < said.length; place += 4) {
    await context.push({ transcript: said.slice(place, place + 4) });
  }
}

async function spoken(socket, said) {
  const context = socket.context(CONTEXT);
  await push(context, said);
  await context.no_more_inputs();
  return await heard(context.receive());
}

async function connected() {
  const socket = await client.tts.websocket();
  socket.on("error", () => {});
  return await socket.connect();
}

const DO = {
  async whole() {
    const output_format = { ...PCM, container: "wav" };
    const answer = await client.tts.generate({ ...ASKED, transcript: text, output_format });
    writeFileSync(join(folder, "said.wav"), Buffer.from(await answer.arrayBuffer()));
    return { warning: answer.headers.get("x-voice-warning") };
  },
  async events() {
    const asked = { ...ASKED, transcript: text, output_format: PCM, add_timestamps: true };
    return kept(await heard(await client.tts.generateSSE(asked)), "said.pcm");
  },
  async tokens() {
    return kept(await spoken(await connected(), text), "said.pcm");
  },
  async two() {
    const socket = await connected();
    const [one, other] = await Promise.all(text.split("/").map((part) => spoken(socket, part)));
    return { one: kept(one, "one.pcm"), two: kept(other, "two.pcm") };
  },
  async cancel() {
    const socket = await connected();
    const first = socket.context(CONTEXT);
    await first.push({ transcript: `${text} `.repeat(50) });
    for await (const event of first.receive()) if (event.type === "chunk") break;
    await first.cancel();
    const late = [];
    socket.on("event", (event) => event.context_id === first.contextId && late.push(event.type));
    return { ...kept(await spoken(socket, text), "said.pcm"), late: late.length };
  },
  async restarted() {
    const socket = await connected();
    const first = await spoken(socket, text);
    writeFileSync(join(folder, "spoken"), "");
    while (!existsSync(join(folder, "restarted"))) await new Promise((go) => setTimeout(go, 50));
    const again = socket.context(CONTEXT);
    await again.send({ transcript: "", continue: true }).catch(() => {}); // connects again
    const second = await spoken(socket, text);
    return { alike: first.audio.equals(second.audio), last: second.types.at(-1) };
  },
  async voices() {
    const listed = [];
    for await (const found of client.voices.list({ limit: 1 })) listed.push(found.id);
    return { listed, found: (await client.voices.get(voice)).id };
  },
};

let told;
try {
  told = await DO[what]();
} catch (error) {
  told = { error: error.constructor.name, status: error.status ?? null, message: String(error.message) };
}
process.stdout.write(JSON.stringify(told), () => process.exit(0));
