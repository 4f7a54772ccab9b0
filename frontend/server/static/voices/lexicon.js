// The words that the reader wants said otherwise than they are written: a line each, "GIF = jif".

import { recall, remember } from "../common/memory.js";

export class Lexicon {
  #field;

  constructor(field) {
    this.#field = field;
    field.value = recall().lexicon ?? "";
    field.addEventListener("change", () => remember({ lexicon: field.value }));
  }

  // How words are said, by word. A line without "=", or with nothing on a side of it, says nothing.
  get pronunciations() {
    const pairs = this.#field.value.split("\n").map((line) => {
      const [word, ...said] = line.split("=");
      return [word.trim(), said.join("=").trim()];
    });
    return Object.fromEntries(pairs.filter(([word, said]) => word && said));
  }
}
