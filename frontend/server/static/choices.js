// What the reader has chosen: engine, voice, language and options, remembered engine by engine.
//
// Event: "change" when another voice is chosen or an engine has become another one.

import { OptionsForm } from "./form.js";
import { languageName } from "./languages.js";
import { recall, remember } from "./memory.js";
import { VoiceList } from "./voices.js";

const element = (id) => document.getElementById(id);

export class Choices extends EventTarget {
  #engines;
  #voices = new VoiceList();
  #options = new OptionsForm(element("options"));
  #select = element("engine");
  #language = element("language");
  #mix = element("mix");
  #known = null; // the chosen engine as it was when it could speak last

  constructor(engines) {
    super();
    this.#engines = engines;
    engines.addEventListener("change", () => this.#show());
    this.#select.addEventListener("change", () => this.#chooseEngine());
    for (const part of [this.#voices, this.#language, this.#mix, this.#options]) {
      part.addEventListener("change", () => this.#chosen());
    }
    this.#mix.addEventListener("input", () => this.#showChosen());
  }

  get engine() {
    return this.#known;
  }

  get voice() {
    return this.#voices.chosen;
  }

  // What the server is asked for.
  get style() {
    const voice = this.#mixed || (this.voice?.name ?? "");
    const language = this.#offersLanguage() ? this.#language.value : "";
    return { backend: this.#select.value, voice, language, options: this.#options.values };
  }

  chooseVoice(name) {
    this.#mix.value = "";
    this.#voices.choose(name);
    this.#chosen();
  }

  get #mixed() {
    return this.#known?.capabilities.mixes ? this.#mix.value.trim() : "";
  }

  #chooseEngine() {
    remember({ engine: this.#select.value });
    this.#show();
  }

  #chosen() {
    const { backend, options } = this.style;
    const kept = { voice: this.voice?.name, language: this.#language.value, mix: this.#mix.value, options };
    remember({ engines: { ...recall().engines, [backend]: kept } });
    this.#showRest();
  }

  #show() {
    this.#listEngines();
    const name = this.#select.value;
    if (this.#engines.isLive(name)) this.#showEngine(this.#engines.engine(name));
    this.#showProblems();
    this.#showRest();
  }

  // An engine that is chosen stays so when it goes away: it may come back.
  #listEngines() {
    const { live } = this.#engines;
    const chosen = this.#select.value || this.#firstChoice();
    const names = live.map((engine) => engine.name);
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
    const names = [recall().engine, this.#engines.default, this.#engines.live[0]?.name];
    return names.find((name) => name && this.#engines.isLive(name)) ?? "";
  }

  #showEngine(engine) {
    const kept = recall().engines?.[engine.name] ?? {};
    const voices = this.#engines.voices(engine.name);
    const same = this.#known?.name === engine.name;
    const wanted = [same && this.voice?.name, kept.voice, engine.default_voice, voices[0]?.name];
    const name = wanted.find((candidate) => voices.some((voice) => voice.name === candidate));
    this.#known = engine;
    this.#voices.show(engine.name, voices, name);
    this.#options.show(engine.name, engine.capabilities.options, kept.options);
    if (!same) this.#mix.value = kept.mix ?? "";
    this.#listLanguages(engine.capabilities.languages, same ? this.#language.value : kept.language);
    element("engine-abilities").textContent = abilities(engine.capabilities);
    element("mix-field").hidden = !engine.capabilities.mixes;
  }

  #listLanguages(tags, chosen = "") {
    const options = tags.map((tag) => new Option(languageName(tag), tag));
    this.#language.replaceChildren(new Option("The voice's own", ""), ...options);
    this.#language.value = tags.includes(chosen) ? chosen : "";
  }

  // Only a voice that speaks all languages of its engine, or a cloned one, leaves the choice.
  #offersLanguage() {
    const several = (this.#known?.capabilities.languages.length ?? 0) > 1;
    return several && Boolean(this.voice) && (this.voice.cloned || !this.voice.language);
  }

  #showProblems() {
    const { silent } = this.#engines;
    const problems = this.#engines.engine(this.#select.value)?.problems ?? [];
    const sentences = this.#engines.live.length ? problems : ["No engine can speak now.", ...problems];
    element("engine-problems").replaceChildren(...sentences.map((text) => node("li", text)));
    const details = element("silent-engines");
    details.hidden = !silent.length;
    details.querySelector("summary").textContent = `${silent.length} more, not running`;
    details.querySelector("dl").replaceChildren(
      ...silent.flatMap(({ name, problems }) => [node("dt", name), node("dd", problems.join(" "))]),
    );
  }

  #showRest() {
    element("language-field").hidden = !this.#offersLanguage();
    this.#showChosen();
    this.dispatchEvent(new Event("change"));
  }

  #showChosen() {
    element("voice-chosen").textContent = this.#mixed || (this.voice?.name ?? "");
  }
}

function abilities({ languages, cloning, words, tags }) {
  const told = languages.length > 1 ? [`${languages.length} languages`] : languages.map(languageName);
  if (cloning) told.push("clones voices");
  if (words) told.push("times words");
  if (tags.length) told.push(`says ${tags.map((tag) => `[${tag}]`).join(" ")}`);
  return told.join(" · ");
}

function node(tag, textContent) {
  return Object.assign(document.createElement(tag), { textContent });
}
