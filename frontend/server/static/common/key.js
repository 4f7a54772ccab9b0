// The API key, for a server that asks for one: kept in this tab, asked of the reader when it is needed.

import { element } from "./dom.js";

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

function question(why) {
  const input = element("input", {
    type: "password", id: "key", required: true, pattern: "[!-~]+", autocomplete: "off", title: "A key has no blanks.",
  });
  const form = element("form", { method: "dialog" }, [
    element("p", { id: "key-why" }, why),
    element("label", { htmlFor: "key" }, "API key"),
    input,
    element("div", { className: "row" }, [
      element("button", { value: "yes", className: "main" }, "Use this key"),
      element("button", { value: "no", formNoValidate: true }, "Go on without"),
    ]),
  ]);
  const dialog = element("dialog", { id: "key-question", ariaLabelledby: "key-why" }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(answered(dialog, input))));
}

function answered(dialog, input) {
  const given = dialog.returnValue === "yes";
  dialog.remove();
  declined = !given;
  if (given) store(input.value.trim());
  return given;
}

function store(key) {
  kept = key;
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // Storage is off: the key lasts until the page is left.
  }
}
