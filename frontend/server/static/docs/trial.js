// Try an operation: send what the form holds, show or play what comes.

import { exampleOf, shownParameters } from "./curl.js";
import { element, fill } from "../common/dom.js";
import { anotherKey, storedKey } from "../common/key.js";
import { send } from "../common/server.js";

const SHOWN_CHARS = 20_000;

/** Make the form of an operation; those that take files have none. */
export function trial(base, method, path, operation) {
  const { parameters = [], requestBody } = operation;
  if (requestBody && !requestBody.content["application/json"]) return null;
  return new Trial(base, method, path, parameters, requestBody).form;
}

class Trial {
  constructor(base, method, path, parameters, requestBody) {
    Object.assign(this, { base, method, path });
    const plain = parameters.filter(({ schema }) => schema.type !== "object");
    const shown = new Map([...shownParameters(plain, "path"), ...shownParameters(plain, "query")]);
    this.inputs = plain.map((parameter) => ({ ...parameter, input: textInput(shown.get(parameter.name) ?? "") }));
    const example = exampleOf(requestBody, "application/json");
    this.body = requestBody ? element("textarea", { rows: 5, spellcheck: false, value: JSON.stringify(example, null, 2) }) : null;
    this.result = element("div", { className: "result" });
    this.result.setAttribute("role", "status");
    this.form = this.build();
  }

  build() {
    this.stop = element("button", { type: "button", disabled: true }, "Stop");
    this.stop.addEventListener("click", () => this.sending?.abort());
    const form = element("form", {}, [
      this.inputs.map(({ name, input }) => element("label", {}, [name, input])),
      this.body && element("label", {}, ["Body", this.body]),
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
      await this.show(await this.answer({ ...this.request(), signal: sending.signal }));
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
    const given = this.inputs.filter(({ input }) => input.value !== "");
    let path = this.path.slice(1);
    for (const { input, name } of given.filter((one) => one.in === "path")) path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    const url = new URL(path, this.base);
    for (const { input, name } of given.filter((one) => one.in === "query")) url.searchParams.set(name, input.value);
    return url;
  }

  request() {
    if (!this.body) return { method: this.method };
    return { method: this.method, body: this.body.value, headers: { "Content-Type": "application/json" } };
  }

  async show(answer) {
    const type = answer.headers.get("content-type") ?? "";
    fill(this.result, element("p", { className: answer.ok ? "" : "problem" }, `${answer.status} ${type}`));
    if (type.startsWith("audio/")) return this.play(await answer.blob());
    const shown = element("pre", { tabIndex: 0 });
    let chars = 0;
    for await (const text of texts(answer)) {
      if (chars === 0) this.result.append(shown);
      if (chars < SHOWN_CHARS) shown.append(text.slice(0, SHOWN_CHARS - chars));
      chars += text.length;
    }
    if (chars > SHOWN_CHARS) this.result.append(element("p", {}, `${(chars - SHOWN_CHARS).toLocaleString("en")} more characters came.`));
  }

  play(blob) {
    URL.revokeObjectURL(this.played);
    this.played = URL.createObjectURL(blob);
    const link = element("a", { href: this.played, download: "speech" }, `Save ${blob.size.toLocaleString("en")} bytes`);
    this.result.append(element("audio", { controls: true, src: this.played }), element("p", {}, link));
  }
}

function textInput(value) {
  return element("input", { type: "text", value, autocomplete: "off", spellcheck: false });
}

/** Yield an answer's text as it comes. */
async function* texts(answer) {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
