// Asks the reader for an API key.

import { element } from "./dom.js";

// Return the key that is given, or "".
export function givenKey(why) {
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
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? input.value.trim() : "");
    });
  });
}
