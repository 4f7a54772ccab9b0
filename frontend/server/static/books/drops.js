// Files that are dropped anywhere on the page.

const BOOK = /\.(epub|docx|pdf|srt|vtt|csv|jsonl)$/i;
const TEXT = /\.(txt|md|markdown)$/i;
const SOUND = /\.(wav|mp3|flac|ogg|opus|m4a|aac|aiff?|wma|webm)$/i;

const LONG_BYTES = 200_000; // a text that is longer is no more read from the field

export const isBook = (file) => BOOK.test(file.name) || (TEXT.test(file.name) && file.size > LONG_BYTES);

// Call `text` with a text's file, `book` with a book's, `sound` with a recording's, `other` with any other.
export function onDrop({ text, book, sound, other }) {
  const page = document.documentElement;
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    page.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) page.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    page.classList.remove("dropping");
    const [file] = event.dataTransfer.files;
    if (!file) return; // a folder
    if (file.type.startsWith("audio/") || SOUND.test(file.name)) sound(file);
    else if (isBook(file) || (TEXT.test(file.name) && event.target.closest("#books"))) book(file);
    else if (file.type.startsWith("text/") || TEXT.test(file.name)) text(file);
    else other(file);
  });
}
