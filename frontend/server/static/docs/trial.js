// Try an operation: send what the form holds, show or play what comes.

import { shownParameters, writtenExample } from "./examples.js";
import { fieldOf } from "./fields.js";
import { hear } from "./sound.js";
import { element, fill } from "../common/dom.js";
import { anotherKey, storedKey } from "../common/key.js";
import { send } from "../common/server.js";

const SHOWN_CHARS = 20_000;
const FORM = "multipart/form-data";
const URLENCODED = "application/x-www-form-urlencoded";
const SHOWN = /json|text\/|xml|event-stream|prometheus/; // the others are files

/** Make the form of an operation; `resolve` gives a schema what it refers to. */
export function trial(base, method, path, operation, resolve) {
  return new Trial(base, method, path, operation, resolve).element;
}

class Trial {
  constructor(base, method, path, { parameters = [], requestBody }, resolve) {
    Object.assign(this, { base, method, path, requestBody });
    const shown = new Map([...shownParameters(parameters, "path"), ...shownParameters(parameters, "query")]);
    this.fields = parameters
      .filter((one) => one.in !== "header")
      .map((one) => ({ ...fieldOf({ name: one.name, schema: resolve(one.schema), value: shown.get(one.name) ?? "" }), in: one.in }));
    this.bodies = new Map(Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, this.bodyOf(type, resolve(schema), resolve)]));
    this.result = element("div", { className: "result" });
    this.result.setAttribute("role", "status");
    this.element = this.build();
  }

  /** Return a body's {fields}, {area} or {file}, and the element of it. */
  bodyOf(type, schema, resolve) {
    if (schema.contentMediaType) {
      const file = element("input", { type: "file" });
      return { file, element: element("label", {}, ["Body", file]) };
    }
    if (type !== FORM && type !== URLENCODED) {
      const area = element("textarea", { rows: 5, spellcheck: false, value: writtenExample(this.requestBody, type, 2) });
      return { area, element: element("label", {}, ["Body", area]) };
    }
    const example = this.requestBody.content[type].examples;
    const values = Object.values(example ?? {})[0]?.value ?? {};
    const written = (value = "") => (typeof value === "object" ? JSON.stringify(value) : String(value));
    const fields = Object.entries(schema?.properties ?? {}).map(([name, of]) =>
      fieldOf({ name, schema: resolve(of), value: written(values[name]) }));
    fields.sort((one, other) => other.isFile - one.isFile);
    return { fields, element: element("div", { className: "trial-fields" }, fields.map(labelled)) };
  }

  build() {
    this.stop = element("button", { type: "button", disabled: true }, "Stop");
    this.stop.addEventListener("click", () => this.sending?.abort());
    this.type = element("select", {}, [...this.bodies.keys()].map((type) => new Option(type, type)));
    const place = element("div", {});
    const show = () => fill(place, this.bodies.get(this.type.value)?.element);
    this.type.addEventListener("change", show);
    show();
    const form = element("form", {}, [
      this.fields.map(labelled),
      this.bodies.size > 1 && element("label", {}, ["Content type", this.type]),
      place,
      element("div", { className: "row" }, [element("button", { type: "submit", className: "main" }, "Send"), this.stop]),
      this.result,
    ]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    return element("details", { className: "trial" }, [element("summary", {}, "Try it"), form]);
  }

  async send() {
    this.sending?.abort();
    const sending = (this.sending = new AbortController());
    this.stop.disabled = false;
    fill(this.result, element("p", {}, "Sent …"));
    try {
      await this.show(await this.answer({ ...this.request(), signal: sending.signal }), sending.signal);
    } catch (error) {
      const stopped = error.name === "AbortError";
      if (this.sending === sending) this.result.append(element("p", { className: stopped ? "" : "problem" }, stopped ? "Stopped." : `It failed: ${error.message}`));
    } finally {
      if (this.sending === sending) this.stop.disabled = true;
    }
  }

  /** Send it; where the server asks for an API key, so does the page. */
  async answer(init) {
    for (;;) {
      const key = storedKey();
      const answer = await send(this.url(), init);
      if (answer.status !== 401 || !(await anotherKey(key, "This needs an API key."))) return answer;
    }
  }

  url() {
    const given = this.fields.filter(({ input }) => input.value !== "");
    let path = this.path.slice(1);
    for (const { input, name } of given.filter((one) => one.in === "path")) path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    const url = new URL(path, this.base);
    for (const { input, name, isObject } of given.filter((one) => one.in === "query")) {
      if (!isObject) url.searchParams.set(name, input.value);
      else for (const [inner, value] of Object.entries(JSON.parse(input.value))) url.searchParams.set(inner, value);
    }
    return url;
  }

  request() {
    const { method } = this;
    const type = this.type.value;
    if (!this.bodies.size) return { method };
    const { area, fields, file } = this.bodies.get(type);
    if (file) return { method, body: file.files[0], headers: { "Content-Type": type } };
    if (area) return { method, body: area.value, headers: { "Content-Type": type } };
    const body = type === FORM ? new FormData() : new URLSearchParams();
    for (const { name, input, isFile } of fields) {
      if (isFile && input.files[0]) body.append(name, input.files[0]);
      else if (!isFile && input.value !== "") body.append(name, input.value);
    }
    return { method, body };
  }

  async show(answer, signal) {
    const type = answer.headers.get("content-type") ?? "";
    fill(this.result, element("p", { className: answer.ok ? "" : "problem" }, `${answer.status} ${type}`));
    if (type.startsWith("audio/")) return hear(answer, this.result, signal);
    if (type && !SHOWN.test(type)) return this.offer(await answer.blob(), signal);
    const shown = element("pre", { tabIndex: 0 });
    let chars = 0;
    for await (const text of texts(answer)) {
      if (chars === 0) this.result.append(shown);
      if (chars < SHOWN_CHARS) shown.append(text.slice(0, SHOWN_CHARS - chars));
      chars += text.length;
    }
    if (chars > SHOWN_CHARS) this.result.append(element("p", {}, `${(chars - SHOWN_CHARS).toLocaleString("en")} more characters came.`));
  }

  offer(blob, signal) {
    const url = URL.createObjectURL(blob);
    signal.addEventListener("abort", () => URL.revokeObjectURL(url)); // another answer takes its place
    const link = element("a", { href: url, download: "answer" }, `Save ${blob.size.toLocaleString("en")} bytes`);
    this.result.append(element("p", {}, link));
  }
}

function labelled({ name, input, list }) {
  return element("label", {}, [name, input, list]);
}

/** Yield an answer's text as it comes. */
async function* texts(answer) {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
