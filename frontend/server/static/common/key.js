// The API key, for a server that asks for one: kept in this tab, asked of the reader when it is needed.

const NAME = "voice-server-key";

let kept = ""; // where the browser allows no storage
let declined = false; // the reader gave none when asked
let asking = null;

export function storedKey() {
  try {
    return sessionStorage.getItem(NAME) ?? kept;
  } catch {
    return kept;
  }
}

export function keyHeaders() {
  const key = storedKey();
  return key ? { Authorization: `Bearer ${key}` } : {};
}

// Return whether there is another key than the refused one, which the reader may be asked for. `quiet`
// is for what the page does by itself: a reader who gave no key then is not asked again and again.
export async function anotherKey(refused, why, quiet = false) {
  if (storedKey() !== refused) return true;
  if (quiet && declined) return false;
  return askForKey(why);
}

// Ask the reader; return whether there is a new key.
export function askForKey(why) {
  asking ??= question(why).finally(() => (asking = null));
  return asking;
}

async function question(why) {
  const { givenKey } = await import("./key-question.js"); // most servers ask for none
  const key = await givenKey(why);
  declined = !key;
  if (key) store(key);
  return Boolean(key);
}

function store(key) {
  kept = key;
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // Storage is off: the key lasts until the page is left.
  }
}
