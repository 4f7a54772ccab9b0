// The page's modules, and what tests need around them, for `page.evaluate`.
// Samples cross the border as base64 of their little-endian bytes.

import { Feed } from "../static/player/feed.js";
import { Figures } from "../static/speech/figures.js";
import { Peaks } from "../static/player/peaks.js";
import { Player } from "../static/player/player.js";
import { PlayoutPort } from "../static/player/playout.js";
import { Ring, ringCapacity } from "../static/player/ring.js";
import { Stretch } from "../static/player/stretch.js";
import { Pace } from "../static/speech/pace.js";
import { connect, Speech } from "../static/speech/speech.js";
import { Wave } from "../static/player/wave.js";
import { tokensOf, writeAll, writeLikeAnLlm } from "../static/speech/writing.js";

const SAMPLE_RATE_HZ = 24000;
const PATIENCE_MS = 20_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition) {
  const deadline = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not so in time: ${condition}`);
    await sleep(5);
  }
}

function pcmOf(base64) {
  return new Int16Array(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
}

/** Return buffers or typed arrays, joined. */
async function base64Of(parts) {
  const reader = new FileReader();
  reader.readAsDataURL(new Blob(parts));
  await new Promise((resolve) => (reader.onload = resolve));
  return reader.result.split(",")[1];
}

/** Speak the text, if any; return what came back, to the end: pcm, and what was told, by its name. */
async function hear(speech, text) {
  const [pcm, told] = [[], {}];
  speech.addEventListener("audio", ({ detail }) => pcm.push(detail.pcm));
  for (const name of ["waiting", "opened", "queued", "segment", "words", "done", "error"]) {
    speech.addEventListener(name, ({ detail }) => (told[name] ??= []).push(detail));
  }
  speech.open();
  if (text) {
    speech.write(text);
    speech.end();
  }
  await until(() => speech.over);
  return { pcm: await base64Of(pcm), told, state: speech.state };
}

/** Cut the pcm before these samples, also into empty parts. */
function* partsOf(pcm, cuts) {
  const edges = [0, ...cuts, pcm.length];
  for (let i = 1; i < edges.length; i++) yield pcm.slice(edges[i - 1], edges[i]);
}

/** Note the names of the events, in order, each run of a name once. */
function namesOf(target, ...names) {
  const noted = [];
  for (const name of names) target.addEventListener(name, () => noted.at(-1) === name || noted.push(name));
  return noted;
}

/**
 * Render an OfflineAudioContext, whose thread takes no messages while it renders: it is halted until
 * the player has got its pcm.
 */
async function render(context, player) {
  for (let quantum = 1; quantum <= 50; quantum++) {
    context.suspend((quantum * 128) / context.sampleRate).then(async () => {
      if (player.state === "waiting") await sleep(20);
      context.resume();
    });
  }
  return (await context.startRendering()).getChannelData(0);
}

/** Hear what a player plays, to the sample; it begins before this returns. */
async function record(player) {
  const source = await (await fetch("harness/recorder.js")).blob();
  await player.context.audioWorklet.addModule(URL.createObjectURL(source));
  const recorder = new AudioWorkletNode(player.context, "recorder");
  player.analyser.connect(recorder);
  return () =>
    new Promise((resolve) => {
      recorder.port.onmessage = ({ data }) => resolve(base64Of(data));
      recorder.port.postMessage("all so far");
    });
}

/** Wait until what is to be drawn by now has been drawn. */
async function nextFrames() {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Return the loudest frequency that the analyser hears, in Hz; null for silence. */
function loudestHz(analyser) {
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const at = levels.reduce((best, level, i) => (level > levels[best] ? i : best), 0);
  return levels[at] > -60 ? (at * analyser.context.sampleRate) / analyser.fftSize : null;
}

Object.assign(window, {
  Feed, Figures, Pace, Peaks, Player, PlayoutPort, Ring, Speech, Stretch, Wave, SAMPLE_RATE_HZ,
  connect, ringCapacity, tokensOf, writeAll, writeLikeAnLlm,
  base64Of, hear, loudestHz, namesOf, nextFrames, partsOf, pcmOf, record, render, sleep, until,
});
document.documentElement.dataset.ready = "";
