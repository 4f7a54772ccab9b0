// The text as it is spoken: the sentence being heard is marked, and the word where words are timed.
//
// Event: "go" {startS} when its reader clicks a word, or a sentence whose words are not timed, or goes from one
// to the next with the arrow keys.

const FAR = 40; // characters; a word that is not found within them was written otherwise

export class Reading extends EventTarget {
  #box;
  #text;
  // {index, element, text, startS, words, cursor}; index and startS are null until its audio comes
  #segments = [];
  #now = null;
  #word = null;
  #isSought = false; // it is scrolled to as soon as there is something to read

  constructor(box) {
    super();
    this.#box = box;
    this.#text = box.querySelector("p");
    this.#text.addEventListener("click", ({ target }) => this.#clicked(target));
    box.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Where the sentences that are there begin, in order. */
  get starts() {
    return this.#there.map(({ startS }) => startS);
  }

  /** What is known of the speech so far: {text, startS, words}, in order. */
  get transcript() {
    return this.#there.map(({ text, startS, words }) => ({
      text,
      startS,
      words: words.map(({ text, startS, endS }) => ({ text, startS, endS })),
    }));
  }

  // Show a speech that was made before.
  load(transcript) {
    this.clear();
    transcript.forEach(({ text, startS, words }, index) => {
      this.expect(text);
      this.begin(index, startS);
      this.addWords(index, words);
    });
  }

  get #there() {
    return this.#segments.filter(({ startS }) => startS !== null);
  }

  clear() {
    this.#segments = [];
    this.#now = this.#word = null;
    this.#text.replaceChildren();
  }

  // Bring it into sight once it begins: on a phone it is far below the button.
  reveal() {
    this.#isSought = true;
  }

  // The next segment has this text.
  expect(text) {
    const element = Object.assign(document.createElement("span"), { textContent: text });
    this.#segments.push({ index: null, element, text, startS: null, words: [], cursor: 0 });
    this.#text.append(element, " ");
    if (this.#isSought) this.#scrollHere();
    this.#isSought = false;
  }

  // A phone shows the player and the text, which grows, and little else.
  #scrollHere() {
    const isPhone = matchMedia("(max-width: 30rem)").matches;
    const [shown, block] = isPhone ? [this.#box.closest(".card"), "start"] : [this.#box, "nearest"];
    shown.scrollIntoView({ block, behavior: behavior() });
  }

  // A pause has an index, and is not told of: so the next one begins, whatever its index is.
  begin(index, startS) {
    const segment = this.#at(index) ?? this.#at(null);
    if (segment) Object.assign(segment, { index, startS });
  }

  // Words of a segment, in order, each with {text, startS, endS}.
  addWords(index, words) {
    const segment = this.#at(index);
    if (!segment) return;
    for (const word of words) {
      const start = find(segment.text, word.text, segment.cursor);
      if (start < 0) continue;
      const element = document.createElement("span");
      segment.words.push({ ...word, element, start, end: start + word.text.length });
      segment.cursor = start + word.text.length;
    }
    segment.element.replaceChildren(...pieces(segment));
  }

  // Another voice goes on from that second of the stream: words of a segment that were not over are told again.
  dropWords(index, fromS) {
    const segment = this.#at(index);
    if (!segment) return;
    segment.words = segment.words.filter(({ endS }) => endS <= fromS);
    segment.cursor = segment.words.at(-1)?.end ?? 0;
    segment.element.replaceChildren(...pieces(segment));
  }

  // Mark what is heard at that second.
  mark(heardS) {
    const segment = this.#segments.findLast(({ startS }) => startS !== null && startS <= heardS);
    const word = segment?.words.findLast(({ startS }) => startS <= heardS);
    this.#move(segment?.element ?? null, word && heardS < word.endS ? word.element : null);
  }

  #at(index) {
    return this.#segments.find((segment) => segment.index === index);
  }

  // Nothing is heard any more; what was heard stays marked as such.
  finish() {
    this.#move(null, null);
  }

  // A click on a word goes there; one on a sentence whose words are not timed, to its beginning.
  #clicked(target) {
    if (!getSelection().isCollapsed) return; // its reader selects text
    const segment = this.#there.find(({ element }) => element.contains(target));
    const word = segment?.words.find(({ element }) => element === target);
    if (segment) this.#go(word ?? segment);
  }

  #onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const places = this.#there.flatMap((segment) => (segment.words.length ? segment.words : [segment]));
    const at = places.findIndex(({ element }) => element === (this.#word ?? this.#now));
    const next = places[Math.max(0, at + step)];
    if (next) this.#go(next);
  }

  #go({ startS }) {
    this.dispatchEvent(new CustomEvent("go", { detail: { startS } }));
  }

  #move(now, word) {
    if (now !== this.#now) {
      const at = this.#segments.findIndex(({ element }) => element === now);
      const isHeard = (index) => (now ? index < at : this.#segments[index].element.matches(".heard, .now"));
      this.#segments.forEach(({ element }, index) => element.classList.toggle("heard", isHeard(index)));
      this.#now?.classList.remove("now");
      this.#now = now;
      now?.classList.add("now");
      this.#show(now);
    }
    if (word === this.#word) return;
    this.#word?.classList.remove("word-now");
    this.#word = word;
    word?.classList.add("word-now");
    this.#show(word);
  }

  // Scroll the box alone, so that the page stays where its reader has it.
  #show(element) {
    if (!element) return;
    const box = this.#box.getBoundingClientRect();
    const line = element.getClientRects()[0];
    if (!line || (line.top >= box.top && line.bottom <= box.bottom)) return;
    const top = this.#box.scrollTop + line.top - box.top - box.height / 3;
    this.#box.scrollTo({ top, behavior: behavior() });
  }
}

function behavior() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

// Return where the word begins in the text, from the cursor on, or -1.
function find(text, word, cursor) {
  const near = text.slice(cursor, cursor + FAR + word.length).toLowerCase();
  let at = near.indexOf(word.toLowerCase());
  while (at > 0 && /[\p{L}\p{N}]/u.test(near[at - 1]) && /^\p{Script=Latin}/u.test(word)) {
    at = near.indexOf(word.toLowerCase(), at + 1); // it was the end of a longer word
  }
  return at < 0 ? -1 : cursor + at;
}

// Return the segment's text as nodes, each timed word in an element of its own.
function pieces({ text, words }) {
  let cursor = 0;
  const nodes = words.flatMap(({ element, start, end }) => {
    const before = text.slice(cursor, start);
    element.textContent = text.slice(start, end);
    cursor = end;
    return [before, element];
  });
  return [...nodes, text.slice(cursor)];
}
