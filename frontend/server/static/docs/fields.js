// The fields of a form, each a choice where there is one to make.

import { element } from "../common/dom.js";
import { askJson } from "../common/server.js";

const FORMATS = ["wav", "mp3", "opus", "flac", "aac", "pcm", "mulaw", "alaw"];
let lists = 0;
let known = null; // the names that this server has, asked once

/** Return a field, {name, input, list, isFile, isObject}, of a schema whose references are resolved. */
export function fieldOf({ name, schema, value = "" }) {
  const isFile = schema.contentMediaType === "application/octet-stream" || Boolean(schema.anyOf?.some((one) => one.contentMediaType));
  const isObject = schema.type === "object" || schema.type === "array";
  const input = isFile ? element("input", { type: "file" }) : inputOf(name, schema, value);
  return { name, isFile, isObject, input, list: suggest(name, input) };
}

function inputOf(name, schema, value) {
  const choices = choicesOf(schema);
  if (choices) {
    const select = element("select", {}, choices.map((choice) => new Option(choice || "–", choice)));
    select.value = choices.includes(value) ? value : "";
    return select;
  }
  const isNumber = schema.type === "integer" || schema.type === "number";
  const { minimum, maximum } = schema;
  const input = element("input", {
    type: isNumber ? "number" : "text", value, autocomplete: "off", spellcheck: false,
    ...(isNumber ? { step: schema.type === "integer" ? "1" : "any", min: minimum ?? "", max: maximum ?? "" } : {}),
  });
  if (schema.type === "object") input.placeholder = '{"name": "value"}';
  return input;
}

function choicesOf({ enum: all, type, anyOf }) {
  const values = all ?? anyOf?.find((one) => one.enum)?.enum;
  if (values) return ["", ...values.filter(Boolean).map(String)];
  return type === "boolean" ? ["", "true", "false"] : null;
}

/** Offer the names that there are; any other may be typed. */
function suggest(name, input) {
  const given = { backend: backends, engine: backends, voice: voices, voice_id: voices, format: () => FORMATS }[name];
  if (!given) return null;
  const list = element("datalist", { id: `names-${(lists += 1)}` });
  input.setAttribute("list", list.id);
  input.addEventListener("focus", async () => {
    if (!list.firstChild) list.append(...(await given()).map((one) => element("option", { value: one })));
  });
  return list;
}

const backends = async () => (await names()).backends;
const voices = async () => (await names()).voices;

function names() {
  known ??= Promise.all([askJson("v1/backends", { quiet: true }), askJson("v1/voices", { quiet: true })])
    .then(([{ backends: found }, { voices: those }]) => ({
      backends: found.filter(({ workers }) => workers).map(({ name }) => name),
      voices: [...new Set(those.map(({ name }) => name))],
    }))
    .catch(() => ({ backends: [], voices: [] }));
  return known;
}
