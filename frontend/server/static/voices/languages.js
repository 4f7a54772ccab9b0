// The names of languages.

const names = new Intl.DisplayNames(["en"], { type: "language" });

// Return the name of a BCP 47 tag, or the tag itself if it has none.
export function languageName(tag) {
  try {
    return names.of(tag);
  } catch {
    return tag;
  }
}
