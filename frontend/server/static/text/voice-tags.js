// Several voices in one text: tags such as [voice:bf_emma].

/**
 * Put a voice into the text at the cursor, or around what is selected, and go on writing behind it.
 * @param {HTMLTextAreaElement} field
 * @param {string} name
 */
export function putVoice(field, name) {
  const { selectionStart: start, selectionEnd: end } = field;
  const selected = field.value.slice(start, end);
  const tag = selected ? `[voice:${name}]${selected}[/voice]` : `[voice:${name}]`;
  field.setRangeText(tag, start, end, "end");
  field.focus();
}
