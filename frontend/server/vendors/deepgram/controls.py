r"""Controls within a text, as Deepgram has them, made the marks that every text may have here.

    \{"word": "Nguyen", "pronounce": "ŋʷĩən"\}  becomes  [Nguyen](/ŋʷĩən/)
    \{pause:500ms\}                              becomes  [pause 0.5]

A text comes in parts, and a control may be cut anywhere. What begins like a control and is none, as
a set in LaTeX does, stays as it is written.

Source: https://developers.deepgram.com/docs/tts-voice-controls
"""

import re

from frontend.server.http.typed import read_json
from frontend.text.ssml.values import with_phonemes

MOST_CONTROL_CHARS = 500
_BEGIN, _END = "\\{", "\\}"
_PAUSE = re.compile(r" ?pause ?: ?(\d{1,5}) ?ms ?")


class Controls:
    """Reads the text of one turn."""

    def __init__(self, *, takes_phonemes: bool) -> None:
        """`takes_phonemes` says whether the voice follows pronunciations."""
        self._takes_phonemes = takes_phonemes
        self._held = ""  # the beginning of what may be a control
        self.characters = 0  # that have come
        self.billable_characters = 0  # of them, without the controls but for their words
        self.pronunciations = 0
        self.pauses = 0
        self.unfollowed = 0  # pronunciations that the voice does not follow

    def read(self, text: str) -> str:
        """Return what is certain of the text so far, in this server's marks."""
        self.characters += len(text)
        read: list[str] = []
        text = self._held + text
        done = 0
        while (start := text.find(_BEGIN, done)) >= 0:
            self._plain(text[done:start], read)
            done = start
            end = text.find(_END, start + len(_BEGIN), start + MOST_CONTROL_CHARS)
            if end < 0 and len(text) - start < MOST_CONTROL_CHARS:
                break  # the rest of it may still come
            done = end + len(_END) if end >= 0 else start + len(_BEGIN)
            self._control(text[start:done], read)
        else:
            end = len(text) - text.endswith(_BEGIN[0], done)
            self._plain(text[done:end], read)
            done = end
        self._held = text[done:]
        return "".join(read)

    def finish(self) -> str:
        """Return what was held back: no more text follows what has come."""
        read: list[str] = []
        self._plain(self._held, read)
        self._held = ""
        return "".join(read)

    def _plain(self, text: str, read: list[str]) -> None:
        self.billable_characters += len(text)
        read.append(text)

    def _control(self, control: str, read: list[str]) -> None:
        inside = control[len(_BEGIN) : -len(_END)] if control.endswith(_END) else ""
        if pause := _PAUSE.fullmatch(inside):
            self.pauses += 1
            read.append(f" [pause {int(pause[1]) / 1000:g}] ")
        elif said := _pronunciation(inside):
            self._pronounce(*said, read)
        else:
            self._plain(control, read)

    def _pronounce(self, word: str, phonemes: str, read: list[str]) -> None:
        marked = with_phonemes(word, phonemes) if self._takes_phonemes else word
        if marked == word:
            self.unfollowed += 1
        else:
            self.pronunciations += 1
        self.billable_characters += len(word)
        read.append(marked)


def _pronunciation(inside: str) -> tuple[str, str] | None:
    """Return a word and its phonemes; None if that is something else."""
    try:
        said = read_json(f"{{{inside}}}")
    except (ValueError, RecursionError):
        return None
    word, phonemes = said.get("word"), said.get("pronounce")
    if isinstance(word, str) and isinstance(phonemes, str) and word.strip():
        return word, phonemes
    return None
