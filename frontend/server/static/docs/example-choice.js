// The example of each operation, in the language that was chosen for all of them.

import { element } from "../common/dom.js";
import { recall, remember } from "../common/memory.js";
import { LANGUAGES } from "./examples.js";

const shown = []; // by operation: what shows it anew
let language = Object.hasOwn(LANGUAGES, recall().docsLanguage) ? recall().docsLanguage : "curl";

/** Show a request in the chosen language, with what chooses another and what copies it. */
export function exampleFor(request) {
  const code = element("code", {});
  const select = element("select", {}, Object.keys(LANGUAGES).map((name) => new Option(name, name)));
  select.setAttribute("aria-label", "Language of the examples");
  select.addEventListener("change", () => choose(select.value));
  const show = () => {
    select.value = language;
    code.textContent = LANGUAGES[language](request);
  };
  shown.push(show);
  show();
  return element("div", { className: "copyable" }, [
    select,
    element("pre", { tabIndex: 0 }, code), // a keyboard can scroll what can be focused
    copyButton(code),
  ]);
}

function choose(name) {
  language = name;
  remember({ docsLanguage: name });
  for (const show of shown) show();
}

function copyButton(code) {
  const button = element("button", { type: "button", className: "copy" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it to copy";
    }
  });
  return button;
}
