// A link that opens a text and its voice. Both stand in the URL's fragment, which browsers send to no server.

import { say, warn } from "../common/notices.js";

const MOST_CHARS = 8000; // what chat programs and mail leave whole

/** Copy a link to this text with these voice settings. */
export async function shareLink(text, { backend, voice, language, options }) {
  if (text.length > MOST_CHARS) return warn(`A link holds ${MOST_CHARS} characters at most. Shorten the text to share it.`);
  const url = new URL(location.href);
  const said = { text, backend, voice, language, options: Object.keys(options).length ? JSON.stringify(options) : "" };
  url.hash = new URLSearchParams(Object.entries(said).filter(([, value]) => value)).toString();
  try {
    await navigator.clipboard.writeText(url.href);
    say("A link to this text and voice is copied.");
  } catch {
    history.replaceState(null, "", url); // no clipboard over plain HTTP
    say("The link to this text and voice stands in the address bar.");
  }
}

/**
 * Return what the page's address tells to speak, or null; the address forgets it, so that what is written from
 * then on is there when the page is loaded again.
 */
export function openedLink() {
  const told = new URLSearchParams(location.hash.slice(1));
  if (!told.get("text")) return null;
  history.replaceState(null, "", location.pathname + location.search);
  const [backend = "", voice = "", language = ""] = ["backend", "voice", "language"].map((name) => told.get(name) ?? "");
  return { text: told.get("text"), voiceSettings: { backend, voice, language, options: optionsOf(told.get("options")) } };
}

// Anybody may have written the link.
function optionsOf(text) {
  try {
    const options = JSON.parse(text);
    const isTable = options !== null && typeof options === "object" && !Array.isArray(options);
    return isTable ? options : {};
  } catch {
    return {};
  }
}
