// An operation as a command line.

/** Return a command that sends an operation's first example. */
export function curl(base, method, path, operation) {
  const { parameters = [], requestBody, responses } = operation;
  const url = new URL(filled(path, parameters).slice(1), base);
  const lines = [...send(method, parameters), ...body(requestBody), ...take(responses)];
  return ["curl " + quoted(url.href), ...lines].join(" \\\n  ");
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

export function filled(path, parameters) {
  const values = new Map(shownParameters(parameters, "path"));
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name)));
}

function send(method, parameters) {
  const pairs = shownParameters(parameters, "query").map(([name, text]) => `--data-urlencode ${quoted(`${name}=${text}`)}`);
  const verb = method === "DELETE" ? ["-X DELETE"] : [];
  return [...verb, ...(pairs.length ? ["-G", ...pairs] : [])];
}

function body(requestBody) {
  const form = exampleOf(requestBody, "multipart/form-data");
  if (form) return [...Object.entries(form).map(([name, text]) => `-F ${quoted(`${name}=${text}`)}`), "-F file=@recording.wav"];
  const json = exampleOf(requestBody, "application/json");
  if (!json) return [];
  return ['-H "Content-Type: application/json"', `-d ${quoted(JSON.stringify(json))}`];
}

/** A stream is shown as it comes, audio goes into a file. */
function take(responses) {
  const [type] = Object.keys(responses["200"]?.content ?? {});
  if (/event-stream|jsonl|ndjson/.test(type)) return ["-N"];
  return type?.startsWith("audio/") ? [`-o speech.${{ "audio/mpeg": "mp3" }[type] ?? type.slice("audio/".length)}`] : [];
}

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
