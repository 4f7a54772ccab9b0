// Speaks by Deepgram's own package for Node: MODE TEXT PATH, and how is in the environment.
// The audio goes to PATH, as 24 kHz pcm; what else has come is printed as JSON.

import { writeFileSync, existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { DeepgramClient, DeepgramError } from "@deepgram/sdk";

const [mode, text, path] = process.argv.slice(2);
const { URL: base, KEY: apiKey, MODEL: model } = process.env;
const production = base.replace("http", "ws");
const environment = { base, production, agent: production, agentRest: base };
const raw = { model, encoding: "linear16", sample_rate: 24000 };
const otherText = "Yes, I am listening.";
const client = new DeepgramClient({ apiKey, environment });

let audio = [];
const told = [];

async function whole(speak) {
  const answer = await speak.audio.generate({ text, container: "none", ...raw });
  audio.push(Buffer.from(await answer.arrayBuffer()));
}

// A socket whose messages can be waited for.
async function connected(speak) {
  const socket = await speak.connect({ ...raw, reconnectAttempts: 0 });
  const waiting = [];
  let refuse;
  const failed = new Promise((_, reject) => (refuse = reject));
  failed.catch(() => {});
  socket.on("error", (error) => refuse(error));
  socket.on("close", (event) => refuse(new Error(`closed with ${event.code}`)));
  socket.on("message", async (message) => {
    const isText = typeof message === "string" || "type" in message;
    const kept = typeof message === "string" ? JSON.parse(message) : message;
    if (isText && !(message instanceof Blob)) told.push(kept);
    else audio.push(Buffer.from(message instanceof Blob ? await message.arrayBuffer() : message));
    const kind = isText && !(message instanceof Blob) ? kept.type : "audio";
    for (const one of waiting.splice(0)) {
      if (one.kind === kind) one.resolve();
      else waiting.push(one);
    }
  });
  const until = (kind) =>
    Promise.race([failed, new Promise((resolve) => waiting.push({ kind, resolve }))]);
  socket.connect();
  await Promise.race([failed, socket.waitForOpen()]);
  return [socket, until];
}

const tokens = () => text.split(" ").map((word) => `${word} `);

const modes = {
  whole: () => whole(client.speak.v1),
  whole_flux: () => whole(client.speak.v2),

  async stream() {
    const [socket, until] = await connected(client.speak.v1);
    const done = until("Flushed");
    for (const token of tokens()) socket.sendText({ type: "Speak", text: token });
    socket.sendFlush({ type: "Flush" });
    await done;
    socket.close();
  },

  async cancel() {
    const [socket, until] = await connected(client.speak.v1);
    const begun = until("audio");
    socket.sendText({ type: "Speak", text });
    await begun;
    const cleared = until("Cleared");
    socket.sendClear({ type: "Clear" });
    await cleared;
    audio = [];
    const done = until("Flushed");
    socket.sendText({ type: "Speak", text: otherText });
    socket.sendFlush({ type: "Flush" });
    await done;
    socket.close();
  },

  async flux() {
    const [socket, until] = await connected(client.speak.v2);
    const done = until("SpeechMetadata");
    for (const token of tokens()) socket.sendSpeak({ type: "Speak", text: token });
    socket.sendFlush({ type: "Flush" });
    await done;
    socket.close();
  },

  async interrupt() {
    const [socket, until] = await connected(client.speak.v2);
    const begun = until("audio");
    socket.sendSpeak({ type: "Speak", text });
    await begun;
    const interrupted = until("SpeechInterrupted");
    socket.sendInterrupt({
      type: "Interrupt",
      playback_offset: { type: "time_ms", value: 1000 },
    });
    await interrupted;
    audio = [];
    const done = until("SpeechMetadata");
    socket.sendConfigure({ type: "Configure", speed: 1.5 });
    socket.sendSpeak({ type: "Speak", text: otherText });
    socket.sendFlush({ type: "Flush" });
    await done;
    socket.close();
  },

  async restart() {
    await modes.stream();
    audio = [];
    writeFileSync(`${path}.waiting`, "");
    while (!existsSync(`${path}.go`)) await setTimeout(50);
    await modes.stream();
  },
};

let error = null;
try {
  await modes[mode]();
} catch (refused) {
  const { statusCode: status = null, body = null, message } = refused;
  error = { status, body, message, known: refused instanceof DeepgramError };
}
writeFileSync(path, Buffer.concat(audio));
console.log(JSON.stringify({ told, error }));
process.exit(0);
