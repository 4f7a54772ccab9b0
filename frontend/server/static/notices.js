// What the page says to its reader: news politely, problems at once. Both are live regions.

const status = document.getElementById("status");
const alert = document.getElementById("alert");

export function say(text) {
  status.textContent = text;
}

export function warn(text) {
  alert.textContent = text;
}

// A problem is over when what it hindered is tried again or works.
export function calm() {
  alert.textContent = "";
}
