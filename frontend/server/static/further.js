// The parts of the page that are folded away: each is fetched when it is unfolded, or wanted otherwise.

import { keepFolds } from "./common/folds.js";
import { Later } from "./common/later.js";

const element = (id) => document.getElementById(id);

/**
 * @param {{backends: import("./voices/backends.js").Backends, choices: import("./voices/choices.js").Choices,
 *   text: import("./text/field.js").TextField, onlySounds: (name: string) => void,
 *   voicesChanged: (news: string, name?: string) => void}} page
 */
export function furtherParts({ backends, choices, text, onlySounds, voicesChanged }) {
  const books = new Later(async () => {
    const { Books } = await import("./books/books.js");
    const made = new Books(backends);
    made.addEventListener("play", () => onlySounds("books"));
    made.watch();
    return made;
  });
  const batch = new Later(async () => {
    const { Batch } = await import("./books/batch.js");
    const made = new Batch(() => choices.voiceSettings);
    made.addEventListener("play", () => onlySounds("batch"));
    return made;
  });
  const compare = new Later(async () => {
    const { Compare } = await import("./voices/compare.js");
    const made = new Compare(() => ({ text: text.value, voiceSettings: choices.voiceSettings }));
    made.addEventListener("play", () => onlySounds("both"));
    const show = () => made.show({ live: backends.live, voices: (name) => backends.voices(name) });
    backends.addEventListener("change", show);
    show();
    return made;
  });
  const snippets = new Later(async () => {
    const { Snippets } = await import("./elsewhere/snippets.js");
    const made = new Snippets(choices, () => text.value);
    element("text").addEventListener("input", () => made.show());
    made.show();
    return made;
  });
  const samples = new Later(async () => {
    const { Samples } = await import("./voices/samples.js");
    const made = new Samples();
    made.addEventListener("added", ({ detail: { name } }) => voicesChanged(`The voice ${name} is added.`, name));
    made.addEventListener("deleted", ({ detail: { name } }) => voicesChanged(`The voice ${name} is deleted.`));
    backends.addEventListener("change", () => made.show(backends));
    made.show(backends);
    return made;
  });
  books.within(element("books"));
  compare.within(element("compare"));
  snippets.within(element("elsewhere"));
  samples.within(element("clone-part"));
  element("batch").addEventListener("submit", async (event) => {
    event.preventDefault();
    (await batch.get())?.make();
  });
  keepFolds();
  return { books, batch, compare, snippets, samples };
}
