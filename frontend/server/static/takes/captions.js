// Captions of a take: a cue a sentence, or several where its words are timed and it is long.

const LINE_CHARS = 42; // as broadcasters have it: two lines of so many
const CUE_CHARS = 2 * LINE_CHARS;

/**
 * @param {import("./takes.js").Take["transcript"]} transcript
 * @param {number} endS of the speech
 * @returns {string} an .srt file
 */
export function srtOf(transcript, endS) {
  const cues = cuesOf(transcript, endS).map(
    ({ startS, endS, text }, index) => `${index + 1}\n${time(startS, ",")} --> ${time(endS, ",")}\n${lines(text)}\n`,
  );
  return cues.join("\n");
}

/** As `srtOf`, of a .vtt file. */
export function vttOf(transcript, endS) {
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const cues = cuesOf(transcript, endS).map(
    ({ startS, endS, text }) => `${time(startS, ".")} --> ${time(endS, ".")}\n${escaped(lines(text))}\n`,
  );
  return ["WEBVTT\n", ...cues].join("\n");
}

function cuesOf(transcript, endS) {
  return transcript.flatMap((sentence, index) => {
    const untilS = transcript[index + 1]?.startS ?? endS;
    const { text, startS, words } = sentence;
    return text.length > CUE_CHARS && words.length ? cuesOfWords(words, untilS) : [{ text, startS, endS: untilS }];
  });
}

function cuesOfWords(words, untilS) {
  const cues = [];
  for (const word of words) {
    const cue = cues.at(-1);
    if (cue && cue.text.length + 1 + word.text.length <= CUE_CHARS) {
      Object.assign(cue, { text: `${cue.text} ${word.text}`, endS: word.endS });
    } else {
      cues.push({ text: word.text, startS: word.startS, endS: word.endS });
    }
  }
  cues.at(-1).endS = untilS;
  return cues;
}

function lines(text) {
  const rows = [""];
  for (const word of text.trim().split(/\s+/)) {
    const row = rows.at(-1);
    if (!row) rows[rows.length - 1] = word;
    else if (row.length + 1 + word.length <= LINE_CHARS) rows[rows.length - 1] = `${row} ${word}`;
    else rows.push(word);
  }
  return rows.join("\n");
}

function time(seconds, point) {
  const ms = Math.round(seconds * 1000);
  const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, ms % 60_000];
  const [whole, part] = [Math.floor(rest / 1000), rest % 1000];
  const two = (number) => String(number).padStart(2, "0");
  return `${two(hours)}:${two(minutes)}:${two(whole)}${point}${String(part).padStart(3, "0")}`;
}
