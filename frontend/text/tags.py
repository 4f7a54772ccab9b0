"""Tags in square brackets: `[pause 0.5]` is silence, `[laugh]` is for backends that know it."""

import re
from collections.abc import Collection

from frontend.text.segment import PAUSES_S, Ending

MAX_PAUSE_S = 10.0
MIN_PAUSE_S = 0.01  # a shorter one is none, at some rates not even a sample

_PAUSE = re.compile(
    r"\[ ?pause(?: {0,2}(\d{1,5}(?:\.\d{0,4})?|\.\d{1,4}) ?(ms|s)?)? ?\]", re.IGNORECASE
)
# Every beginning of a pause tag: what is held back while a tag may still come.
_PAUSE_BEGUN = re.compile(
    r"\[ ?(?:p(?:a(?:u(?:s(?:e {0,2}(?:\d{0,5}(?:\.\d{0,4})? ?(?:ms?|s)?)? ?)?)?)?)?)?",
    re.IGNORECASE,
)
_TAG = re.compile(r"((?:(?<!\s)\s++)?)\[\s*([^\W\d_]+(?:[\s'’-][^\W\d_]+){0,2})\s*\](?=(\w)?)")


class PauseTags:
    """Splits a stream of text at its pause tags, however they are spread over the pushes."""

    def __init__(self) -> None:
        self.held = ""

    def push(self, text: str) -> list[str | float]:
        """Return the text as far as it is certain, and seconds (float) where a tag stood."""
        if not self.held and "[" not in text:
            return [text]
        text = self.held + text
        parts: list[str | float] = []
        done, start = 0, text.find("[")
        while start >= 0 and not _PAUSE_BEGUN.fullmatch(text, start):
            tag = _PAUSE.match(text, start)
            if tag:
                parts += [text[done:start], seconds(tag)]
                done = tag.end()
            start = text.find("[", tag.end() if tag else start + 1)
        end = len(text) if start < 0 else start
        self.held = text[end:]
        parts.append(text[done:end])
        return parts

    def flush(self) -> str:
        """Return what was held back: no tag came of it."""
        text, self.held = self.held, ""
        return text


def seconds(tag: re.Match[str]) -> float:
    """Return the length of a pause tag: `[pause]` alone is as long as a paragraph's."""
    if tag[1] is None:
        return PAUSES_S[Ending.PARAGRAPH]
    divisor = 1000 if (tag[2] or "").lower() == "ms" else 1
    length_s = min(float(tag[1]) / divisor, MAX_PAUSE_S)
    return length_s if length_s >= MIN_PAUSE_S else 0.0


def drop_tags(text: str, supported: Collection[str]) -> str:
    """Remove the tags whose names are not in `supported`, so that they are never read aloud.

    A tag is one to three words in square brackets; case and spacing do not matter in its name.
    Numbers such as `[1]` are no tags: the Markdown filter has taken citation marks out already.
    """
    if "[" not in text:
        return text
    names = {" ".join(name.lower().split()) for name in supported}

    def replaced(tag: re.Match[str]) -> str:
        if " ".join(tag[2].lower().split()) in names:
            return tag[0]
        return " " if tag[3] else ""  # no space of its own follows, so words would run together

    return _TAG.sub(replaced, text).strip()
