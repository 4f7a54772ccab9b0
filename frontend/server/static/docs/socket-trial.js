// Try a WebSocket: send messages, see what comes, hear the audio that needs no decoding.

import { element } from "../common/dom.js";
import { fieldOf } from "./fields.js";
import { speakingToken } from "../common/server.js";
import { PcmSound } from "./sound.js";

const PCM_PATHS = ["/stream-tokens", "/ws"];
const PCM_RATE_HZ = 24_000;
const MOST_LINES = 200;
const LATER = /resume|interrupt|played_s|clear|Clear|Interrupt|cancel/; // not what a first try sends

/** Make the form of a WebSocket. */
export function socketTrial(base, path, socket, resolve) {
  return new SocketTrial(base, path, socket, resolve).element;
}

class SocketTrial {
  constructor(base, path, { client, parameters }, resolve) {
    Object.assign(this, { base, path, socket: null, sound: null });
    this.fields = parameters.map((one) => ({ ...fieldOf({ ...one, schema: resolve(one.schema), value: String(one.schema.examples?.[0] ?? "") }), in: one.in }));
    const examples = client.flatMap(({ examples: all = [] }) => all);
    const first = examples.filter((one) => !LATER.test(JSON.stringify(one)));
    this.messages = element("textarea", { rows: Math.min(8, first.length + 1), spellcheck: false, value: first.map(written).join("\n") });
    this.log = element("pre", { tabIndex: 0 });
    this.log.setAttribute("role", "region");
    this.log.setAttribute("aria-label", "What was sent and what came");
    this.state = element("p", {});
    this.state.setAttribute("role", "status");
    this.close = element("button", { type: "button", disabled: true }, "Close");
    this.close.addEventListener("click", () => this.socket?.close());
    const form = element("form", {}, [
      this.fields.map(({ name, input, list }) => element("label", {}, [name, input, list])),
      element("label", {}, ["Messages, one a line", this.messages]),
      element("div", { className: "row" }, [element("button", { type: "submit", className: "main" }, "Send"), this.close]),
      this.state,
      this.log,
    ]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.element = element("details", { className: "trial" }, [element("summary", {}, "Try it"), form]);
  }

  /** Send the lines, over the connection that is open or a new one. */
  async send() {
    try {
      if (this.socket?.readyState !== WebSocket.OPEN) await this.connect();
      for (const line of this.messages.value.split("\n").filter(Boolean)) {
        this.socket.send(line);
        this.note(`→ ${line}`);
      }
    } catch (error) {
      this.state.textContent = `It failed: ${error.message}`;
    }
  }

  async connect() {
    this.sound?.stop();
    this.sound = PCM_PATHS.includes(this.path) ? await PcmSound.open(PCM_RATE_HZ) : null;
    this.log.textContent = "";
    this.lines = 0;
    this.bytes = 0;
    const socket = (this.socket = new WebSocket(await this.url()));
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.take(data));
    socket.addEventListener("close", ({ code, reason }) => {
      this.close.disabled = true;
      this.sound?.end();
      this.state.textContent = `Closed with ${code}${reason ? `: ${reason}` : ""}. ${this.bytes.toLocaleString("en")} bytes of audio came.`;
    });
    this.state.textContent = "Connecting …";
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("close", () => reject(new Error("the server has closed the connection")));
    });
    this.state.textContent = "Open.";
    this.close.disabled = false;
  }

  async url() {
    let path = this.path.slice(1);
    const given = this.fields.filter(({ input }) => input.value !== "");
    for (const { name, input } of given.filter((one) => one.in === "path")) path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    const url = new URL(path, this.base);
    url.protocol = url.protocol.replace("http", "ws");
    for (const { name, input } of given.filter((one) => one.in === "query")) url.searchParams.set(name, input.value);
    const token = await speakingToken();
    if (token) url.searchParams.set("token", token);
    return url;
  }

  take(data) {
    if (typeof data === "string") return this.note(`← ${data}`);
    this.bytes += data.byteLength;
    this.sound?.add(new Uint8Array(data));
    return this.note(`← ${data.byteLength.toLocaleString("en")} bytes of audio`);
  }

  note(line) {
    this.lines += 1;
    if (this.lines <= MOST_LINES) this.log.append(`${line.slice(0, 2000)}\n`);
    else if (this.lines === MOST_LINES + 1) this.log.append("… and more\n");
  }
}

function written(example) {
  return typeof example === "string" ? example : JSON.stringify(example);
}
