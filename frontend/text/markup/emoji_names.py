"""Emoji as their names, where a client wants to hear them."""

import re
from collections.abc import Mapping

from backend_queues.voices import primary_of
from frontend.text.characters import SPOKEN_EMOJI
from frontend.text.listed import words_of

MOST_CHARS = 40  # of emoji in a row that are looked at together

# Of which emoji are made: pictures, skin tones, flags and their tags, and what joins them.
_PICTURES = (
    "\u203c\u2049\u2139\u2194-\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23ff\u24c2\u25aa-\u25fe"
    "\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_JOINING = "\u200d\ufe0f\u20e3\U000e0020-\U000e007f"
_RUN = re.compile(rf"[{_PICTURES}{_JOINING}#*0-9]{{1,{MOST_CHARS}}}")
_TELLING = re.compile(f"[{_PICTURES}\u20e3]")
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_LANGUAGES = words_of("en es ja ko pt it fr de fa id zh ru tr ar")
_OPEN, _CLOSE = "\1", "\2"  # around a name, while names are joined


class EmojiNames:
    """Takes the place of emoji in a stream with their names; what may belong to one is held."""

    def __init__(self, language: str) -> None:
        base = primary_of(language)
        self._language = base if base in _LANGUAGES else "en"
        self._held = ""

    @property
    def held_chars(self) -> int:
        return len(self._held)

    def push(self, text: str) -> str:
        """Return the text as far as it is certain."""
        text, self._held = self._held + text, ""
        done, start = [], 0
        for run in _RUN.finditer(text):
            done.append(text[start : run.start()])
            start = run.end()
            if start == len(text):
                self._held = run[0]
            else:
                done.append(self._named(run[0], text[start]))
        return "".join([*done, text[start:]])

    def flush(self) -> str:
        """Return what was held back."""
        text, self._held = self._held, ""
        return self._named(text, "")

    def _named(self, run: str, after: str) -> str:
        if not _TELLING.search(run):
            return run
        return f"{_names(run, self._language)}{' ' if after.isalnum() else ''}"


def _names(run: str, language: str) -> str:
    """Return the names of the emoji in a run of such characters, one that repeats once."""
    import emoji  # its data is large, and few want it

    emoji.config.load_language(language)
    before = ""

    def named(chars: str, data: Mapping[str, str]) -> str:
        nonlocal before
        if chars[0] in SPOKEN_EMOJI:
            return chars
        name = (data.get(language) or data["en"]).strip(":").replace("_", " ")
        is_new, before = name != before, name
        return f"{_OPEN}{name}{_CLOSE}" if is_new else ""

    text = emoji.replace_emoji(_SKIN_TONES.sub("", run), replace=named)
    return text.replace(_CLOSE + _OPEN, ", ").replace(_OPEN, " ").replace(_CLOSE, "")
