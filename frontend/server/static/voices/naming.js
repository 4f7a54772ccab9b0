// What a voice is called, and what is said of it.

import { languageName } from "./languages.js";

const KOKORO = /^[a-z][fm]_(\w+)$/; // af_heart: American, female, Heart

export function titleOf({ name, title }) {
  const own = title ?? KOKORO.exec(name)?.[1];
  return own ? own[0].toUpperCase() + own.slice(1) : name;
}

// Return the name that requests have for it, where its title is another.
export function nameBeside(voice) {
  return !voice.mixed && titleOf(voice) !== voice.name ? voice.name : "";
}

// Return its language and description.
export function wordsOf({ language, description }) {
  return [...new Set([language && languageName(language), description])].filter(Boolean).join(", ");
}

// Return the kinds that it can be looked for by.
export function kindsOf({ description, cloned, mixed }) {
  const words = (description ?? "").toLowerCase().match(/\b(female|male)\b/g) ?? [];
  return [...new Set(words), cloned && "cloned", mixed && "mixes"].filter(Boolean);
}

// "É" is found by "e".
export function folded(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
}
