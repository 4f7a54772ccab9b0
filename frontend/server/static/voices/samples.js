// Voices from recordings: adding one and deleting it.
//
// What clones runs on a server with room for it, so where none runs the page says what to start.
//
// Events: "added" {name} and "deleted" {name}.

import { Later } from "../common/later.js";
import { agreed } from "../common/question.js";
import { ask, askJson } from "../common/server.js";

const element = (id) => document.getElementById(id);

const CLONING = ["chatterbox", "chatterbox-turbo", "chatterbox-multilingual", "coqui", "vibevoice", "pocket"];

export class Samples extends EventTarget {
  #form = element("sample-form");
  #file = element("sample-file");
  #name = element("sample-name");
  #problem = element("sample-problem");
  #microphone = new Later(() => this.#openMicrophone());
  offered = false; // whether a backend clones
  missing = ""; // what to do where none does

  constructor() {
    super();
    this.#file.addEventListener("change", () => this.#propose());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#add();
    });
    element("record").addEventListener("click", async () => (await this.#microphone.get())?.toggle());
  }

  // Offer it where a backend clones, else say what would.
  show({ live, silent }) {
    this.offered = live.some((backend) => backend.capabilities.cloning);
    element("sample-fields").hidden = !this.offered;
    element("no-cloning").hidden = this.offered;
    const able = CLONING.map((name) => silent.find((backend) => backend.name === name)).find(Boolean);
    const how = able?.problems.join(" ") ?? "Start one with: voice-server worker chatterbox";
    this.missing = `No backend that runs here clones voices; ${able?.name ?? "chatterbox"} does. ${how}`;
    element("no-cloning").textContent = this.missing;
  }

  // Take a recording that was dropped; its voice is added when the name is agreed to.
  take(file) {
    const files = new DataTransfer();
    files.items.add(file);
    this.#file.files = files.files;
    this.#propose();
    this.#form.scrollIntoView({ block: "nearest" });
    this.#name.focus();
    this.#name.select();
  }

  async #openMicrophone() {
    const { Microphone } = await import("./microphone.js");
    const microphone = new Microphone(element("record"), element("record-state"));
    microphone.addEventListener("recorded", ({ detail }) => this.take(detail.file));
    return microphone;
  }

  async delete(name) {
    if (!(await agreed(`Delete the voice sample “${name}”? Its recording is deleted too.`, "Delete it"))) return;
    try {
      await ask(pathOf(name), { method: "DELETE" });
      this.#tell("deleted", name);
    } catch (error) {
      this.#problem.textContent = error.message;
    }
  }

  // A file's name is the voice's, as in the folder of voice samples.
  #propose() {
    this.#problem.textContent = "";
    const stem = this.#file.files[0]?.name.replace(/\.[^.]*$/, "") ?? "";
    this.#name.value = stem.replace(/[^\p{L}\p{M}\p{N} ._-]/gu, "_").replace(/^[^\p{L}\p{N}]+/u, "");
  }

  async #add() {
    this.#problem.textContent = "";
    const [file] = this.#file.files;
    if (!file) return (this.#problem.textContent = "Choose a recording first.");
    this.#working(true);
    try {
      const { name } = await this.#send(file, this.#name.value.trim());
      this.#form.reset();
      this.#tell("added", name);
    } catch (error) {
      this.#problem.textContent = error.message;
    } finally {
      this.#working(false);
    }
  }

  // Return what the server has made of it, or throw why it is no voice.
  async #send(file, name) {
    try {
      return await this.#post(file, name, "v1/audio/voices");
    } catch (error) {
      if (error.code !== "voice_exists") throw error;
      if (!(await agreed(`There is a voice “${name}” already.`, "Replace it"))) throw error;
      return this.#post(file, name, "v1/audio/voices?replace=true");
    }
  }

  #post(file, name, path) {
    const body = new FormData();
    body.set("name", name);
    body.set("file", file);
    return askJson(path, { method: "POST", body });
  }

  #working(working) {
    element("sample-progress").hidden = !working;
    element("add-sample").disabled = working;
  }

  #tell(event, name) {
    this.dispatchEvent(new CustomEvent(event, { detail: { name } }));
  }
}

function pathOf(name) {
  return `v1/audio/voices/${encodeURIComponent(name)}`;
}
