// The page: text goes to POST /sse, its audio is scheduled chunk by chunk, without a gap.

const $ = (id) => document.getElementById(id);
const SAMPLE_RATE_HZ = 24000;
const START_LEAD_S = 0.05; // what the first chunk waits, so that the second one is in time

let backends = [];
let speaking = null; // the AbortController of the stream being heard

async function listBackends() {
  const answer = await fetch("v1/backends");
  const listing = await answer.json();
  backends = listing.backends.filter((backend) => backend.workers > 0);
  if (!backends.length) return say("No worker is alive; start one with: voice-server worker NAME", true);
  $("backend").replaceChildren(...backends.map((backend) => new Option(backend.name)));
  if (backends.some((backend) => backend.name === listing.default)) $("backend").value = listing.default;
  listVoices();
}

function listVoices() {
  const backend = backends.find((candidate) => candidate.name === $("backend").value);
  $("voice").replaceChildren(...backend.voices.map((name) => new Option(name)));
  $("voice").value = backend.default_voice;
}

function say(text, isError = false) {
  $("status").textContent = text;
  $("status").classList.toggle("error", isError);
}

class Player {
  constructor(sampleRate) {
    this.context = new AudioContext({ sampleRate });
    this.endsAt = 0; // of what is scheduled, in the context's time
    this.gaps = 0;
  }

  // Schedule base64 pcm behind what is there; return when it will start.
  add(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const pcm = new Int16Array(bytes.buffer);
    const buffer = this.context.createBuffer(1, pcm.length, this.context.sampleRate);
    buffer.copyToChannel(Float32Array.from(pcm, (value) => value / 32768), 0);
    const source = new AudioBufferSourceNode(this.context, { buffer });
    source.connect(this.context.destination);
    if (this.endsAt && this.endsAt < this.context.currentTime) this.gaps += 1;
    const startsAt = Math.max(this.endsAt, this.context.currentTime + (this.endsAt ? 0 : START_LEAD_S));
    source.start(startsAt);
    this.endsAt = startsAt + buffer.duration;
    return startsAt;
  }

  async end() {
    const leftS = this.endsAt - this.context.currentTime;
    if (leftS > 0) await new Promise((resolve) => setTimeout(resolve, leftS * 1000));
    await this.close();
  }

  async close() {
    if (this.context.state !== "closed") await this.context.close();
  }
}

// Yield {name, data} of each server-sent event.
async function* serverEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader(); // Safari cannot iterate it
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (rest + part.value).split("\r\n\r\n");
    rest = events.pop();
    for (const event of events) {
      const fields = Object.fromEntries(event.split("\r\n").map((line) => line.split(/: (.*)/s)));
      if (fields.event) yield { name: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

function request() {
  const options = { speed: Number($("speed").value) };
  return JSON.stringify({ text: $("text").value, backend: $("backend").value, voice: $("voice").value, options });
}

async function speak() {
  stop();
  const control = (speaking = new AbortController());
  const askedAt = performance.now();
  $("spoken").replaceChildren();
  $("stop").disabled = false;
  say("Waiting for the first words …");
  let segment = ""; // the one whose first audio comes next
  const player = new Player(SAMPLE_RATE_HZ); // now: Safari wants it within the click
  try {
    const answer = await fetch("sse", { method: "POST", body: request(), signal: control.signal });
    if (!answer.ok) throw new Error((await answer.json()).error.message);
    for await (const { name, data } of serverEvents(answer.body)) {
      if (name === "segment") segment = data.text;
      if (name === "audio") {
        if (!player.endsAt) say(`First audio after ${Math.round(performance.now() - askedAt)} ms.`);
        const startsAt = player.add(data.pcm);
        if (segment) show(segment, startsAt - player.context.currentTime, control.signal);
        segment = "";
      }
      if (name === "error") throw new Error(data.message);
      if (name === "done") say(`${$("status").textContent} ${data.audio_s.toFixed(1)} s of speech, gaps: ${player.gaps}.`);
    }
    await Promise.race([player.end(), new Promise((resolve) => control.signal.addEventListener("abort", resolve))]);
  } catch (error) {
    if (error.name !== "AbortError") say(error.message, true);
  } finally {
    await player.close();
    if (speaking === control) $("stop").disabled = true;
  }
}

// Show a segment when it is heard, not when it comes.
function show(text, waitS, signal) {
  setTimeout(() => {
    if (signal.aborted) return;
    document.querySelector("#spoken .now")?.classList.remove("now");
    const span = Object.assign(document.createElement("span"), { className: "now", textContent: text });
    $("spoken").append(span, " ");
  }, waitS * 1000);
}

function stop() {
  if (!speaking) return;
  speaking.abort();
  speaking = null;
  $("stop").disabled = true;
  say("Stopped.");
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  speak();
});
$("stop").addEventListener("click", stop);
$("backend").addEventListener("change", listVoices);
$("speed").addEventListener("input", () => ($("speed-value").value = $("speed").value));
listBackends().catch((error) => say(`The server does not answer: ${error.message}`, true));
