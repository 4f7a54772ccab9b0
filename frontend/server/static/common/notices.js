// What the page says to its reader: news politely, problems at once. Both are live regions.

const status = document.getElementById("status");
const alert = document.getElementById("alert");

export function say(text) {
  if (status.textContent !== text) status.textContent = text; // the same text would be read again
}

export function warn(text) {
  alert.textContent = text;
}

// A problem is over when what it hindered is tried again or works.
export function calm() {
  alert.textContent = "";
}
