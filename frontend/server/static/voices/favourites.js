// The voices that the reader likes best, kept in the browser.

import { recall, remember } from "../common/memory.js";

export class Favourites {
  has(backend, name) {
    return of(backend).includes(name);
  }

  toggle(backend, name) {
    const names = of(backend);
    const changed = names.includes(name) ? names.filter((kept) => kept !== name) : [...names, name];
    remember({ favourites: { ...recall().favourites, [backend]: changed } });
  }
}

function of(backend) {
  return recall().favourites?.[backend] ?? [];
}
