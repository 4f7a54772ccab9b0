// The mixes of voices that the reader keeps in the browser, each under a name.

import { recall, remember } from "../common/memory.js";

const MOST_MIXES = 50;

// Return them as voices of their backend.
export function keptMixes(backend) {
  return of(backend).map(({ title, name }) => {
    const description = `mix of ${name.replaceAll(":", " ").replaceAll(",", ", ")}`;
    return { backend, name, title, language: "", description, cloned: false, mixed: true };
  });
}

// Keep one: `name` is what the server is asked for, such as "a:0.7,b:0.3".
export function keepMix(backend, { title, name }) {
  const others = of(backend).filter((mix) => mix.title !== title && mix.name !== name);
  put(backend, [{ title, name }, ...others].slice(0, MOST_MIXES));
}

export function deleteMix(backend, name) {
  put(backend, of(backend).filter((mix) => mix.name !== name));
}

function of(backend) {
  return recall().mixes?.[backend] ?? [];
}

function put(backend, mixes) {
  remember({ mixes: { ...recall().mixes, [backend]: mixes } });
}
