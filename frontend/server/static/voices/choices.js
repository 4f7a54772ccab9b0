// The reader's choice of backend, voice, language and options, remembered per backend.
//
// Events: "change" when another voice is chosen or the chosen backend has changed, "play" {voice} when one is to be
// heard, "hear-mix" {voice} when a mix is, and "kept-mix" {name, title} when one is kept.

import { OptionsForm } from "./form.js";
import { languageName } from "./languages.js";
import { Lexicon } from "./lexicon.js";
import { deleteMix, keptMixes } from "./mixes.js";
import { titleOf } from "./naming.js";
import { Later } from "../common/later.js";
import { recall, remember } from "../common/memory.js";
import { VoiceList } from "./voices.js";

const element = (id) => document.getElementById(id);

export class Choices extends EventTarget {
  #backends;
  #voices = new VoiceList();
  #options = new OptionsForm(element("options"));
  #select = element("backend");
  #language = element("language");
  #mixer = new Later(() => this.#openMixer());
  #lexicon = new Lexicon(element("lexicon"));
  #known = null; // the chosen backend as it was when it last could speak

  constructor(backends) {
    super();
    this.#backends = backends;
    backends.addEventListener("change", () => this.#show());
    this.#select.addEventListener("change", () => this.#chooseBackend());
    for (const part of [this.#voices, this.#language, this.#options]) {
      part.addEventListener("change", () => this.#chosen());
    }
    this.#voices.addEventListener("play", ({ detail }) => this.dispatchEvent(new CustomEvent("play", { detail })));
    element("mixer").addEventListener("toggle", () => this.#mixer.get());
  }

  get backend() {
    return this.#known;
  }

  get voice() {
    return this.#voices.chosen;
  }

  // The request's fields.
  get voiceSettings() {
    const voice = this.voice?.name ?? "";
    const language = this.#offersLanguage() ? this.#language.value : "";
    const { pronunciations } = this.#lexicon;
    return { backend: this.#select.value, voice, language, options: this.#options.values, pronunciations };
  }

  // The voice that is heard by its sample now; "" is none.
  set playing(name) {
    this.#voices.playing = name;
  }

  chooseVoice(name) {
    this.#listVoices(name);
    this.#chosen();
  }

  // Choose these voice settings again, as far as their backend runs.
  choose({ backend, voice, language, options }) {
    if (!this.#backends.isLive(backend)) return;
    const kept = { voice, language, options };
    remember({ backend, backends: { ...recall().backends, [backend]: kept } });
    this.#known = null; // what is shown of the backend is not what is kept
    this.#select.value = backend;
    this.#show();
    this.#options.fill(options);
  }

  // Delete the chosen mix.
  deleteMix() {
    deleteMix(this.#known.name, this.voice.name);
    this.#listVoices(this.#known.default_voice);
    this.#chosen();
  }

  #chooseBackend() {
    remember({ backend: this.#select.value });
    this.#show();
  }

  #chosen() {
    const { backend, options } = this.voiceSettings;
    const kept = { voice: this.voice?.name, language: this.#language.value, options };
    remember({ backends: { ...recall().backends, [backend]: kept } });
    this.#showRest();
  }

  #show() {
    this.#listBackends();
    const name = this.#select.value;
    if (this.#backends.isLive(name)) this.#showBackend(this.#backends.backend(name));
    this.#showProblems();
    this.#showRest();
  }

  // The chosen backend stays chosen while it is not running: it may come back.
  #listBackends() {
    const { live } = this.#backends;
    const chosen = this.#select.value || this.#firstChoice();
    const names = live.map((backend) => backend.name);
    const gone = chosen && !names.includes(chosen) ? [chosen] : [];
    const options = [
      ...names.map((name) => new Option(name, name)),
      ...gone.map((name) => new Option(`${name} (not running)`, name)),
    ];
    this.#select.replaceChildren(...options);
    this.#select.value = chosen;
    this.#select.disabled = !options.length;
  }

  #firstChoice() {
    const names = [recall().backend, this.#backends.default, this.#backends.live[0]?.name];
    return names.find((name) => name && this.#backends.isLive(name)) ?? "";
  }

  #showBackend(backend) {
    const kept = recall().backends?.[backend.name] ?? {};
    const same = this.#known?.name === backend.name;
    const wanted = [same && this.voice?.name, kept.voice, backend.default_voice];
    this.#known = backend;
    this.#listVoices(...wanted);
    this.#options.show(backend.name, backend.capabilities.options, kept.options);
    this.#listLanguages(backend.capabilities.languages, same ? this.#language.value : kept.language);
    element("backend-abilities").textContent = abilities(backend.capabilities);
  }

  // List the backend's voices, the reader's mixes first, and choose the first of these that there is.
  #listVoices(...wanted) {
    const { name, capabilities } = this.#known;
    const own = this.#backends.voices(name);
    const voices = capabilities.mixes ? [...keptMixes(name), ...own] : own;
    const isThere = (candidate) => voices.some((voice) => voice.name === candidate);
    this.#voices.show(name, voices, wanted.find(isThere) ?? voices[0]?.name);
    element("mixer").hidden = !capabilities.mixes || own.length < 2;
    this.#mixer.now?.show(name, own);
  }

  async #openMixer() {
    const { Mixer } = await import("./mixer.js");
    const mixer = new Mixer();
    mixer.addEventListener("hear", ({ detail }) => this.dispatchEvent(new CustomEvent("hear-mix", { detail })));
    mixer.addEventListener("kept", ({ detail }) => {
      this.chooseVoice(detail.name);
      this.dispatchEvent(new CustomEvent("kept-mix", { detail }));
    });
    mixer.show(this.#known.name, this.#backends.voices(this.#known.name));
    return mixer;
  }

  #listLanguages(tags, chosen = "") {
    const options = tags.map((tag) => new Option(languageName(tag), tag));
    this.#language.replaceChildren(new Option("The voice's own", ""), ...options);
    this.#language.value = tags.includes(chosen) ? chosen : "";
  }

  // A language can only be chosen for a voice that speaks all of its backend's, or a cloned one.
  #offersLanguage() {
    const several = (this.#known?.capabilities.languages.length ?? 0) > 1;
    return several && Boolean(this.voice) && (this.voice.cloned || !this.voice.language);
  }

  #showProblems() {
    const { silent } = this.#backends;
    const problems = this.#backends.backend(this.#select.value || this.#backends.default)?.problems ?? [];
    const sentences = this.#backends.live.length ? problems : ["No backend can speak now.", ...problems];
    element("backend-problems").replaceChildren(...sentences.map((text) => node("li", text)));
    const details = element("silent-backends");
    details.hidden = !silent.length;
    details.querySelector("summary").textContent = `${silent.length} more, not running`;
    details.querySelector("dl").replaceChildren(
      ...silent.flatMap(({ name, purpose, problems }) => [
        node("dt", name),
        ...[purpose, ...problems].filter(Boolean).map((text) => node("dd", text)),
      ]),
    );
  }

  #showRest() {
    element("language-field").hidden = !this.#offersLanguage();
    this.#showChosen();
    this.dispatchEvent(new Event("change"));
  }

  #showChosen() {
    element("voice-chosen").textContent = this.voice ? titleOf(this.voice) : "";
  }
}

function abilities({ languages, cloning, words, tags }) {
  const texts = languages.length > 1 ? [`${languages.length} languages`] : languages.map(languageName);
  if (cloning) texts.push("clones voices");
  if (words) texts.push("times words");
  if (tags.length) texts.push(`says ${tags.map((tag) => `[${tag}]`).join(" ")}`);
  return texts.join(" · ");
}

function node(tag, textContent) {
  return Object.assign(document.createElement(tag), { textContent });
}
