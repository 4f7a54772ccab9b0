// What the reader chose, kept from one visit to the next where the browser lets a page do so.

const KEY = "voice-server";

export function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // no storage, or not what this page wrote
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...changes }));
  } catch {
    // Storage is off or full: the page works without.
  }
}
