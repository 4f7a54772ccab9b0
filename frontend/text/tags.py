"""Tags in square brackets: `[pause 0.5]` is silence, `[laugh]` is for backends that know it."""

import re
from collections.abc import Collection

from frontend.text.markup.within.event_tags import EVENT_TAGS, tag_name
from frontend.text.pauses import PAUSE, PAUSE_BEGUN, seconds

MOST_DEPTH = 2  # of brackets in brackets
MOST_LETTERS = 2  # that may be the end of a word

# One to three words, but not those of a link or of phonemes.
_TAG = re.compile(
    r"((?:(?<!\s)\s++)?)\[\s*([^\W\d_]+(?:[\s'’-][^\W\d_]+){0,2})\s*\](?!\(/)(?=(\w)?)"
)
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,300})\](?!\(/)")


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
        while start >= 0 and not PAUSE_BEGUN.fullmatch(text, start):
            tag = PAUSE.match(text, start)
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


def drop_tags(text: str, supported: Collection[str]) -> str:
    """Remove the tags whose names are not in `supported`, so that they are never read aloud.

    A tag is one of EVENT_TAGS; case and spacing do not matter in its name. Other words in square
    brackets are spoken, and lose these. Numbers such as `[1]` are neither: the Markdown filter has
    taken citation marks out already.
    """
    if "[" not in text:
        return text
    names = {tag_name(name) for name in supported}

    def replaced(tag: re.Match[str]) -> str:
        name = tag_name(tag[2])
        if name in names or name not in EVENT_TAGS:
            return tag[0]
        return " " if tag[3] else ""  # no space of its own follows, so words would run together

    def unwrapped(words: re.Match[str]) -> str:
        is_kept = tag_name(words[1]) in names or not any(map(str.isalpha, words[1]))
        return words[0] if is_kept else _parted(words)

    text = _TAG.sub(replaced, text)
    for _ in range(MOST_DEPTH):
        text = _BRACKETED.sub(unwrapped, text)
    return text.strip()


def _parted(words: re.Match[str]) -> str:
    """Return words without their brackets, apart from what they touch: "a[i]", "[Shift][Enter]".

    A few letters belong to the word that they touch: "[T]he", "dog[s]", "un[for]given".
    """
    text, inner = words.string, words[1].removeprefix("!")  # "[!NOTE]"
    before, after = text[: words.start()][-2:], text[words.end() :][:1]
    is_short = len(inner) <= MOST_LETTERS and inner.isalpha()
    touches = before[-1:].isalnum()
    is_part = touches and (after.isalnum() or (is_short and before.isalnum() and len(before) > 1))
    is_apart = before.endswith("]") or (touches and not is_part)
    opens_next = not is_short and not touches and after.isupper()
    return f"{' ' if is_apart else ''}{inner}{' ' if opens_next else ''}"
