// The index of the operations, and the search in them.

import { element, fill } from "../common/dom.js";

/** Return what stands above the sections: links to them, and a field that leaves what it finds. */
export function searchOf(sections) {
  const entries = sections.flatMap((one) => [...one.querySelectorAll(".entry")]);
  const texts = new Map(entries.map((one) => [one, one.querySelector("summary").textContent.toLowerCase()]));
  const input = element("input", { type: "search", id: "search", autocomplete: "off", placeholder: "A path, or what it does" });
  const found = element("p", { className: "muted small" });
  found.setAttribute("role", "status");
  const look = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !words.every((word) => texts.get(entry).includes(word));
    for (const one of sections) one.hidden = !one.querySelector(".entry:not([hidden])");
    const left = entries.filter((one) => !one.hidden).length;
    fill(found, words.length ? `${left} of ${entries.length} routes` : "");
  };
  input.addEventListener("input", look);
  return element("div", { className: "index" }, [
    element("div", { className: "field" }, [element("label", { htmlFor: "search" }, "Search the routes"), input, found]),
    indexOf(sections),
  ]);
}

function indexOf(sections) {
  const links = sections.map((one) => {
    const { id, textContent } = one.querySelector("h2");
    const count = one.querySelectorAll(".entry").length;
    return element("li", {}, [element("a", { href: `#${id}` }, textContent), element("span", { className: "muted" }, ` ${count}`)]);
  });
  const nav = element("nav", {}, element("ul", {}, links));
  nav.setAttribute("aria-label", "Groups of routes");
  return nav;
}
