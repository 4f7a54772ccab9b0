// The page: its parts do the work, this file connects their events.

import { isBook, onDrop } from "./books/drops.js";
import { askForKey, storedKey } from "./common/key.js";
import { Later } from "./common/later.js";
import { recall, remember } from "./common/memory.js";
import { calm, say, warn } from "./common/notices.js";
import { AWAY } from "./common/server.js";
import { furtherParts } from "./further.js";
import { prepare } from "./player/audio-context.js";
import { Stage } from "./player/stage.js";
import { SAMPLE_RATE_HZ } from "./speech/listening.js";
import { Speaking } from "./speech/speaking.js";
import { Shelf } from "./takes/shelf.js";
import { TextField } from "./text/field.js";
import { Backends } from "./voices/backends.js";
import { Choices } from "./voices/choices.js";

const element = (id) => document.getElementById(id);
const likeLlm = element("like-llm");
const rate = element("rate");

const backends = new Backends();
const choices = new Choices(backends);
const stage = new Stage();
const shelf = new Shelf(stage);
const speaking = new Speaking(stage, shelf);
const text = new TextField();
const { books, batch, compare, snippets, samples } = furtherParts({ backends, choices, text, onlySounds, voicesChanged });
const sentences = new Later(() => import("./voices/sentences.js"));
const link = new Later(() => import("./text/link.js"));
const sounds = new Later(async () => {
  const { VoiceSounds } = await import("./voices/sounds.js");
  const made = new VoiceSounds();
  made.addEventListener("change", () => (choices.playing = made.playing));
  made.addEventListener("begin", () => onlySounds("samples"));
  return made;
});

function speak() {
  if (text.problem) {
    warn(text.problem);
    return text.focus();
  }
  speaking.hear({ text: text.value, voiceSettings: choices.voiceSettings, tokensPerS: likeLlm.checked ? rate.valueAsNumber : 0 });
  stage.reveal();
}

// The sound is woken before a sentence is fetched: some browsers play none later than the click.
async function hearSentence(language, voiceSettings) {
  prepare(SAMPLE_RATE_HZ);
  const text = (await sentences.get())?.sampleSentence(language || "en");
  if (text) speaking.hear({ text, voiceSettings });
}

function useAgain({ text: itsText, voiceSettings }) {
  text.put(itsText);
  choices.choose(voiceSettings);
  say("The text and its voice are chosen again.");
  text.focus();
}

// Choose what a link tells, once it is known what there is to choose from.
async function openLink() {
  if (!location.hash.includes("text=")) return;
  const told = (await link.get())?.openedLink();
  if (!told) return;
  text.put(told.text);
  const choose = () => choices.choose(told.voiceSettings);
  if (backends.live.length) choose();
  else backends.addEventListener("change", choose, { once: true });
}

async function openBook(file) {
  calm();
  (await books.get())?.open(file, () => choices.voiceSettings);
}

async function openSound(file) {
  calm();
  const voices = await samples.get();
  if (voices?.offered) {
    element("clone-part").open = true;
    voices.take(file);
  } else if (voices) warn(voices.missing);
}

function showRate() {
  element("rate-shown").value = rate.value;
  element("rate-field").hidden = !likeLlm.checked;
}

async function hearSample(voice) {
  calm();
  try {
    const language = voice.language || choices.backend.capabilities.languages[0];
    await (await sounds.get())?.toggle({ ...voice, language });
  } catch (error) {
    warn(error.message);
  }
}

function hearMix(voice) {
  const { backend, language, options } = choices.voiceSettings;
  hearSentence(language, { backend, language, options, voice });
}

async function deleteVoice() {
  const { mixed, name } = choices.voice;
  if (mixed) choices.deleteMix();
  else (await samples.get())?.delete(name);
}

function showVoice() {
  element("delete-sample").hidden = !(choices.voice?.cloned || choices.voice?.mixed);
}

// A command with its key: Ctrl+Enter sends the form that is written in, Escape is silence at once.
function onKey(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") speaking.stop();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const form = event.target.closest("#batch, #sample-form") ?? element("speak-form");
  form.requestSubmit();
}

async function voicesChanged(news, name = "") {
  await (await sounds.get())?.forget();
  await backends.look();
  if (name) choices.chooseVoice(name);
  say(news);
}

// It is offered to whoever has one, or was asked for one.
function showKey() {
  element("change-key").hidden = !storedKey() && backends.problem?.code !== "invalid_key";
  snippets.now?.show();
}

async function changeKey() {
  if (await askForKey("Another API key for this server, until this tab is closed:")) await backends.look();
}

backends.addEventListener("change", () => {
  text.limit = backends.maxTextChars;
  speaking.look(backends);
});
for (const name of ["change", AWAY, "back"]) backends.addEventListener(name, showKey);
element("change-key").addEventListener("click", changeKey);
choices.addEventListener("change", showVoice);
backends.addEventListener(AWAY, () => warn(backends.problem.message));
backends.addEventListener("back", () => {
  calm();
  say("The server is back.");
});
choices.addEventListener("play", ({ detail: { voice } }) => hearSample(voice));
choices.addEventListener("hear-mix", ({ detail: { voice } }) => hearMix(voice));
choices.addEventListener("kept-mix", ({ detail: { title } }) => say(`The mix ${title} is kept in this browser.`));

// One of them sounds at a time.
function onlySounds(name) {
  if (name !== "speech") speaking.stop();
  const others = { batch, books, samples: sounds, both: compare };
  for (const [other, part] of Object.entries(others)) if (other !== name) part.now?.quiet();
}
speaking.addEventListener("begin", () => onlySounds("speech"));
stage.deck.addEventListener("play", () => onlySounds("speech"));

shelf.addEventListener("open", () => {
  speaking.stop();
  calm();
});
shelf.addEventListener("use", ({ detail: { take } }) => useAgain(take));

element("speak-form").addEventListener("submit", (event) => {
  event.preventDefault();
  speak();
});
element("delete-sample").addEventListener("click", deleteVoice);
element("share").addEventListener("click", async () => {
  (await link.get())?.shareLink(text.value, choices.voiceSettings);
});
addEventListener("hashchange", openLink);
element("open-text").addEventListener("click", () => element("text-file").click());
element("text-file").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  if (file) isBook(file) ? openBook(file) : text.open(file);
  target.value = ""; // the same file may be opened again
});
element("open-book").addEventListener("click", () => element("book-file").click());
element("book-file").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  if (file) openBook(file);
  target.value = "";
});
element("insert-voice").addEventListener("click", () => text.putVoice(choices.voiceSettings.voice));
element("take-lines").addEventListener("click", () => {
  element("lines").value = text.value;
  element("lines").focus();
});
for (const input of [likeLlm, rate]) {
  input.addEventListener("input", () => {
    showRate();
    remember({ likeLlm: likeLlm.checked, tokensPerS: rate.valueAsNumber });
  });
}
document.addEventListener("keydown", onKey);
const openOther = (file) => warn(`${file.name} is neither a text nor a recording.`);
onDrop({ text: (file) => text.open(file), book: openBook, sound: openSound, other: openOther });

const { likeLlm: wasLikeLlm = false, tokensPerS = 15 } = recall();
likeLlm.checked = wasLikeLlm;
rate.value = tokensPerS;
showRate();
openLink();
backends.watch();
shelf.restore();
