// Asks before something is lost.

const dialog = document.getElementById("question");
const yes = document.getElementById("question-yes");

// Return whether the reader says yes; Escape is no.
export function agreed(text, answer) {
  document.getElementById("question-text").textContent = text;
  yes.textContent = answer;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
