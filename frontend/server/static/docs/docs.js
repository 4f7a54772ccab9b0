// The page of openapi.json: its operations by tag, then its WebSockets.

import { element, fill, prose } from "../common/dom.js";
import { Schemas } from "./schema.js";
import { requestOf } from "./examples.js";
import { exampleFor } from "./example-choice.js";
import { searchOf } from "./search.js";
import { socketTrial } from "./socket-trial.js";
import { trial } from "./trial.js";

const BASE = new URL(".", location.href);

const status = document.getElementById("status");
try {
  const answer = await fetch("openapi.json");
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  render(await answer.json());
} catch (error) {
  status.className = "problem";
  status.textContent = `openapi.json could not be shown: ${error.message}. Is the server running? Load the page again.`;
}

function render(api) {
  const schemas = {
    asked: new Schemas(api.components.schemas, { answered: false }),
    answered: new Schemas(api.components.schemas, { answered: true }),
  };
  document.getElementById("version").textContent = api.info.version;
  const sections = api.tags.map((tag) => section(tag.name, tag.description, operations(api, tag.name, schemas)));
  const sockets = Object.entries(api["x-websockets"]).map((socket) => socketEntry(...socket, schemas));
  sections.push(section("WebSockets", "Text in while it is written, audio out while it is made.", sockets));
  fill(document.getElementById("reference"), prose(api.info.description), searchOf(sections), sections);
  addEventListener("hashchange", openTarget);
  openTarget();
}

/** Open what the address names, so that links to one operation work. */
function openTarget() {
  const target = document.getElementById(named(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
}

/** Return what it stands for; what is no escape, as somebody may have typed it, is left as it is. */
function named(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function section(name, description, entries) {
  const id = `tag-${name}`;
  return element("section", { ariaLabelledby: id }, [element("h2", { id }, name), prose(description), entries]);
}

function operations(api, tag, schemas) {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => operationEntry(method.toUpperCase(), path, operation, schemas)));
}

function operationEntry(method, path, operation, schemas) {
  const { parameters = [], requestBody, responses } = operation;
  const resolve = (schema) => schemas.asked.resolve(schema);
  return entry(operation.operationId, method, path, operation.summary, [
    prose(operation.description),
    part("Parameters", parameters.length && schemas.asked.fields(parameters.map(parameterField))),
    requestBody && contents("Body", requestBody.content, schemas.asked),
    part("Example", exampleFor(requestOf(BASE, method, path, operation))),
    trial(BASE, method, path, operation, resolve),
    part("Answers", Object.entries(responses).map((response) => responseEntry(...response, schemas.answered))),
  ]);
}

function parameterField({ name, required, description, schema }) {
  return { name, required, schema: { ...schema, description } };
}

function responseEntry(status, response, schemas) {
  const lines = response.description.split("\n");
  const told = lines.length > 1 ? element("ul", { className: "lines" }, lines.map((line) => element("li", {}, prose(line)))) : prose(response.description);
  const described = contents(null, response.content ?? {}, schemas);
  const body = Number(status) < 400 ? described : element("details", { className: "error-body" }, [element("summary", {}, "The body of the error"), described]);
  return element("div", { className: "answer" }, [element("h5", {}, status), told, body]);
}

/** Show the media types of a body; those that are bytes share a line. */
function contents(title, content, schemas) {
  const types = Object.entries(content);
  const bytes = types.filter(([, { schema }]) => !schema).map(([type]) => type);
  const typed = types.filter(([, { schema }]) => schema).map(([type, { schema }]) => [
    element("p", { className: "media" }, element("code", {}, type)),
    schemas.describe(schema),
  ]);
  const examples = title && types.flatMap(([type, media]) => bodyExamples(type, media));
  const shown = [bytes.length && element("p", { className: "media" }, bytes.flatMap((type) => [element("code", {}, type), " "])), typed, examples];
  return title ? part(title, shown) : shown;
}

function bodyExamples(type, { examples = {} }) {
  if (type !== "application/json") return [];
  return Object.values(examples).map(({ summary, value }) =>
    element("figure", {}, [element("figcaption", {}, summary), code(JSON.stringify(value, null, 2))]));
}

function socketEntry(path, socket, schemas) {
  const messages = (list, kinds) => list.map(({ description, schema, examples = [] }) =>
    element("div", { className: "answer" }, [
      prose(description),
      schema && kinds.describe(schema),
      examples.map((example) => code(typeof example === "string" ? example : JSON.stringify(example))),
    ]));
  return entry(`ws_${path.slice(1).replaceAll(/\W+/g, "_")}`, "WS", path, socket.summary, [
    prose(socket.description),
    part("Parameters", socket.parameters.length && schemas.asked.fields(socket.parameters.map(parameterField))),
    socketTrial(BASE, path, socket, (schema) => schemas.asked.resolve(schema)),
    part("From the client", messages(socket.client, schemas.asked)),
    part("From the server", messages(socket.server, schemas.answered)),
  ]);
}

function entry(id, method, path, summary, parts) {
  const title = element("h3", {}, [element("span", { className: "method" }, method), " ", element("code", {}, path)]);
  return element("details", { id, className: "card entry" }, [
    element("summary", {}, [title, element("span", { className: "muted" }, summary)]),
    parts,
  ]);
}

function part(title, content) {
  return content ? element("div", { className: "part" }, [element("h4", {}, title), content]) : null;
}

function code(text) {
  // A keyboard can scroll what can be focused.
  return element("pre", { tabIndex: 0 }, element("code", {}, text));
}
