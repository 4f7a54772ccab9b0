// The parts of the page that are folded away until they are wanted; which are open is kept.

import { recall, remember } from "./memory.js";

export function keepFolds() {
  const kept = recall().open ?? {};
  for (const fold of document.querySelectorAll("details.card")) {
    fold.open = kept[fold.id] ?? fold.open;
    fold.addEventListener("toggle", () => remember({ open: { ...recall().open, [fold.id]: fold.open } }));
  }
}
