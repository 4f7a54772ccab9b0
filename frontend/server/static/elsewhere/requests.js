// The request that this page would make, for other programs to make it too.

import { forShell } from "./programs.js";

const INDENT = "    ";

// By what the reader is shown: from {base, key, body} to lines; the key is "" where none is asked for.
export const REQUESTS = {
  "This request, curl": ({ base, key, body }) => {
    const headers = Object.entries(headersOf(key)).map(([name, value]) => `-H "${name}: ${value}"`);
    return `curl ${base}/tts -o speech.wav ${headers.join(" ")} \\\n  --data-raw ${forShell(JSON.stringify(body))}`;
  },
  "This request, Python": ({ base, key, body }) => `import json
from urllib.request import Request, urlopen

body = ${python(body)}
headers = ${python(headersOf(key))}
with urlopen(Request("${base}/tts", json.dumps(body).encode(), headers)) as answer:
    with open("speech.wav", "wb") as file:
        file.write(answer.read())`,
  "This request, JavaScript": ({ base, key, body }) => `import { writeFile } from "node:fs/promises";

const answer = await fetch("${base}/tts", {
  method: "POST",
  headers: ${JSON.stringify(headersOf(key))},
  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll("\n", "\n  ")}),
});
if (!answer.ok) throw new Error(await answer.text());
await writeFile("speech.wav", Buffer.from(await answer.arrayBuffer()));`,
};

/** Return the body of a request: what is left to the server is left out. */
export function bodyOf(text, voiceSettings) {
  const isSaid = (value) => (typeof value === "object" ? Object.keys(value).length : value);
  const said = Object.entries(voiceSettings).filter(([, value]) => isSaid(value));
  return { text, ...Object.fromEntries(said), format: "wav" };
}

function headersOf(key) {
  const json = { "Content-Type": "application/json" };
  return key ? { Authorization: `Bearer ${key}`, ...json } : json;
}

// Return a value as Python writes it.
function python(value, indent = "") {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = indent + INDENT;
  const lines = Object.entries(value).map(([name, part]) => `${inner}${JSON.stringify(name)}: ${python(part, inner)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}
