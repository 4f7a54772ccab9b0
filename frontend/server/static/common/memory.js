// The reader's choices, kept from one visit to the next where the browser allows it.

const KEY = "voice-server";

export function recall() {
  try {
    // Older pages wrote `engine` and `engines`.
    const { engine, engines, ...kept } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    return { backend: engine, backends: engines, ...kept };
  } catch {
    return {}; // no storage, or something else wrote it
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...changes }));
  } catch {
    // Storage is off or full: the page works without.
  }
}
