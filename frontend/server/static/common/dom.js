// Elements from data. Whatever comes from the server becomes text, never markup.

/** Make an element; the properties are those of the DOM. */
export function element(tag, properties, children = []) {
  const made = document.createElement(tag);
  const { ariaLabelledby, ...own } = properties;
  if (ariaLabelledby) made.setAttribute("aria-labelledby", ariaLabelledby);
  Object.assign(made, own);
  return fill(made, children);
}

/** Put nodes, texts and lists of these into an element instead of what is there. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child || child === ""));
  return parent;
}

/** Make a paragraph; what stands between backticks is code. */
export function prose(text) {
  if (!text) return null;
  const pieces = text.split("`").map((piece, index) => (index % 2 ? element("code", {}, piece) : piece));
  return element("p", {}, pieces);
}
