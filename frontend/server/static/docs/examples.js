// An operation's first example: as a command line, and as the lines of two languages.

const INDENT = "    ";
const SUFFIXES = { "audio/mpeg": "mp3", "application/zip": "zip" };

/** By what the reader is shown: from what `requestOf` returns to lines. */
export const LANGUAGES = { curl, Python: python, JavaScript: javascript };

/**
 * Return the request of an operation's first example: {method, url, type, text, form, file, raw, saved, isStream}.
 * `text` is the body, `raw` the name of the file that is, or `form` are the fields that go with a `file`; `saved` is what
 * the answer is called as a file.
 */
export function requestOf(base, method, path, { parameters = [], requestBody, responses }) {
  const url = new URL(filled(path, parameters).slice(1), base);
  const query = shownParameters(parameters, "query");
  const [answered = ""] = Object.keys((responses["200"] ?? responses["201"])?.content ?? {});
  return {
    method,
    url: url.href,
    query,
    ...bodyOf(requestBody),
    saved: savedAs(answered),
    isStream: /event-stream|jsonl|ndjson/.test(answered),
  };
}

/** Return the parameters to show in an example, as [name, text]. */
export function shownParameters(parameters, where) {
  return parameters
    .filter((parameter) => parameter.in === where && (parameter.required || parameter.schema.examples))
    .map(({ name, schema }) => [name, String(schema.examples?.[0] ?? name)]);
}

/** Return the first example of a body of that media type, or null. */
export function exampleOf(requestBody, type) {
  const [example] = Object.values(requestBody?.content[type]?.examples ?? {});
  return example ? example.value : null;
}

/** Return the example of a body as it is sent: text as it is, all else as JSON. */
export function writtenExample(requestBody, type, space = 0) {
  const example = exampleOf(requestBody, type);
  if (typeof example === "string") return example;
  return example === null ? "" : JSON.stringify(example, null, space);
}

function filled(path, parameters) {
  const values = new Map(shownParameters(parameters, "path"));
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name)));
}

function bodyOf(requestBody) {
  const types = Object.keys(requestBody?.content ?? {});
  const type = types.find((one) => exampleOf(requestBody, one)) ?? types[0] ?? "";
  if (type === "multipart/form-data") {
    const form = exampleOf(requestBody, type) ?? {};
    return { type, form, file: "files" in form ? "book.epub" : "recording.wav" };
  }
  if (requestBody?.content[type].schema.contentMediaType) return { type, raw: "samples.pcm" };
  return { type, text: writtenExample(requestBody, type) };
}

/** A stream is shown as it comes, audio goes into a file. */
function savedAs(type) {
  if (SUFFIXES[type]) return `speech.${SUFFIXES[type]}`;
  return type.startsWith("audio/") ? `speech.${type.slice("audio/".length)}` : "";
}

function curl({ method, url, query, type, text, form, file, raw, saved, isStream }) {
  const pairs = query.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  const plain = method === "GET" || (method === "POST" && (text || form || raw));
  const lines = [
    ...(plain ? [] : [`-X ${method}`]),
    ...(pairs.length ? ["-G", ...pairs] : []),
    ...Object.entries(form ?? {}).map(([name, value]) => `-F ${quoted(`${name}=${value}`)}`),
    ...(form ? [`-F file=@${file}`] : []),
    ...(text ? [`-H "Content-Type: ${type}"`, `-d ${quoted(text)}`] : []),
    ...(raw ? [`-H "Content-Type: ${type}"`, `--data-binary @${raw}`] : []),
    ...(isStream ? ["-N"] : []),
    ...(saved ? [`-o ${saved}`] : []),
  ];
  return [`curl ${quoted(url)}`, ...lines].join(" \\\n  ");
}

function python({ method, url, query, type, text, form, file, raw, saved, isStream }) {
  const given = [
    ...(query.length ? [`params=${literal(Object.fromEntries(query), 1)}`] : []),
    ...(form ? [`data=${literal(form, 1)}`, `files={"file": open("${file}", "rb")}`] : []),
    ...(text && type === "application/json" ? [`json=${literal(JSON.parse(text), 1)}`] : []),
    ...(text && type !== "application/json" ? [`content=${JSON.stringify(text)}`, `headers={"Content-Type": "${type}"}`] : []),
    ...(raw ? [`content=open("${raw}", "rb")`, `headers={"Content-Type": "${type}"}`] : []),
    "timeout=None",
  ];
  const lines = [`"${method}"`, JSON.stringify(url), ...given].map((one) => `${INDENT}${one},\n`).join("");
  const take = saved
    ? `with open("${saved}", "wb") as file:\n${INDENT.repeat(2)}for part in answer.iter_bytes():\n${INDENT.repeat(3)}file.write(part)`
    : `for ${isStream ? "line" : "text"} in answer.iter_${isStream ? "lines" : "text"}():\n${INDENT.repeat(2)}print(${isStream ? "line" : 'text, end=""'})`;
  return `import httpx

with httpx.stream(
${lines}) as answer:
    answer.raise_for_status()
    ${take}`;
}

function javascript({ method, url, query, type, text, form, file, raw, saved, isStream }) {
  const target = query.length ? `${url}?${new URLSearchParams(query)}` : url;
  const fields = Object.entries(form ?? {}).map(([name, value]) => `body.append(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  const before = form
    ? `const body = new FormData();\n${fields.join("")}body.append("file", new Blob([await readFile("${file}")]), "${file}");\n`
    : "";
  const json = text && type === "application/json" ? `JSON.stringify(${JSON.stringify(JSON.parse(text), null, 2).replaceAll("\n", "\n  ")})` : JSON.stringify(text);
  const given = [
    ...(method === "GET" ? [] : [`method: "${method}",`]),
    ...(text ? [`headers: { "Content-Type": "${type}" },`, `body: ${json},`] : []),
    ...(form ? ["body,"] : []),
    ...(raw ? [`headers: { "Content-Type": "${type}" },`, `body: await readFile("${raw}"),`] : []),
  ];
  const init = given.length ? `, {\n  ${given.join("\n  ")}\n}` : "";
  const used = [saved && "writeFile", (form || raw) && "readFile"].filter(Boolean);
  const take = saved
    ? `await writeFile("${saved}", answer.body);`
    : isStream
      ? "for await (const text of answer.body.pipeThrough(new TextDecoderStream())) process.stdout.write(text);"
      : "console.log(await answer.text());";
  return `${used.length ? `import { ${used.join(", ")} } from "node:fs/promises";\n\n` : ""}${before}const answer = await fetch(${JSON.stringify(target)}${init});
if (!answer.ok) throw new Error(await answer.text());
${take}`;
}

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Return a value as Python writes it. */
function literal(value, depth) {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (typeof value !== "object") return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const inner = INDENT.repeat(depth + 1);
  const name = (key) => (Array.isArray(value) ? "" : `${JSON.stringify(key)}: `);
  const lines = Object.entries(value).map(([key, part]) => `${inner}${name(key)}${literal(part, depth + 1)},\n`);
  return lines.length ? `${open}\n${lines.join("")}${INDENT.repeat(depth)}${close}` : `${open}${close}`;
}
