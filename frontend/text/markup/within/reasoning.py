"""What an LLM thinks before it answers, as the models and their front ends mark it.

A tag may also be no more than mentioned: "The <think> tag opens a block." Then a space and a small
letter, or a mark, come after it, or it stands within a sentence; it opens nothing.
"""

import re
from typing import NamedTuple

MOST_CHARS = 100_000  # after which what goes on is taken for the answer
_CLOSER_CHARS = 40
_TAIL = re.compile(r"[<\[◁][^<\[◁]{0,39}\Z")

_NAMES = (
    *("think", "thinking", "thought", "thoughts", "reason", "reasoning", "reflection"),
    *("scratchpad", "inner_monologue", "chain_of_thought", "antthinking", "seed:think"),
)
_ANGLE = re.compile(rf"<({'|'.join(_NAMES)})[ \t]*>", re.IGNORECASE)
_DETAILS = re.compile(r"<details\s[^<>\n]*\btype\s?=\s?[\"']?reasoning\b[^<>\n]*>", re.IGNORECASE)
_SQUARE = re.compile(r"\[THINK\]")
_TRIANGLES = re.compile(r"◁think▷")
_TOKENS = {
    re.compile(r"<\|channel\|>(?:analysis|commentary)[^<>\n]{0,60}<\|message\|>"): re.compile(
        r"<\|(?:end|start|return|call|channel)\|>"
    ),
    re.compile(r"<\|channel>thought\b"): re.compile(r"<channel\|>"),
    re.compile(r"<\|begin_of_thought\|>"): re.compile(r"<\|end_of_thought\|>"),
    re.compile(r"<\|START_THINKING\|>"): re.compile(r"<\|END_THINKING\|>"),
    _TRIANGLES: re.compile(r"◁/think▷"),
    _DETAILS: re.compile(r"</details\s?>", re.IGNORECASE),
}
_CLOSERS = {name: re.compile(rf"</\s?{name}\s?>", re.IGNORECASE) for name in _NAMES}
_SQUARE_CLOSER = re.compile(r"\[/THINK\]")
# Names of a turn's parts that some models write out.
_SPECIAL = re.compile(
    r"<[|｜](?:(?:im_start|start|start_header_id)[|｜]>(?:assistant|user|system|developer)?"
    r"|channel[|｜]>(?:final|commentary|analysis)?|[\w▁/ .-]{1,40}[|｜]>)"
    r"|<channel\|>|◁/?think▷"
)
_SPECIAL_BEGUN = re.compile(
    r"<(?:[|｜](?:[\w▁/ .-]{0,40}(?:[|｜](?:>[a-z]{0,10})?)?|channel[|｜]>[^<>\n]{0,70}"
    r"(?:<[|｜]?[a-z]{0,8}[|｜]?)?|channel>[a-z]{0,7}))?|<c(?:h(?:a(?:n(?:n(?:el?\|?)?)?)?)?)?"
    r"|◁/?t?h?i?n?k?"
)


class Opening(NamedTuple):
    """A tag that opens a block, as it was written, up to `end`; without a closer it opens none."""

    end: int
    tag: str = ""
    closer: re.Pattern[str] | None = None


def read_opening(text: str, start: int, end: int, before: str, tail: str) -> Opening | None:
    """Read what may open a block at `start`. `end` is `start` if nothing does.

    Args:
        before: the character before it.
        tail: the end of what was spoken before it; a line break where nothing was in its line.
    """
    for opener, closer in _TOKENS.items():
        if found := opener.match(text, start, end):
            return Opening(found.end(), found[0], closer)
    found = _ANGLE.match(text, start, end) or _SQUARE.match(text, start, end)
    if found is None:
        return _special(text, start, end)
    if found.end() + 1 >= end:  # the tag alone does not tell
        return None
    if _is_mentioned(text[found.end() : found.end() + 2], before, tail):
        return Opening(start)
    name = found[1].lower() if found.re is _ANGLE else ""
    return Opening(found.end(), found[0], _CLOSERS.get(name, _SQUARE_CLOSER))


class SkippedReasoning:
    """Reads up to the tag that closes the block."""

    def __init__(self, opening: Opening) -> None:
        assert opening.closer is not None
        self.is_done = self.is_whole = False
        self.tag = opening.tag
        self._closer = opening.closer
        self._read = 0

    def read(self, text: str, start: int, end: int) -> int | None:
        if found := self._closer.search(text, start, end):
            self.is_done = True
            return (
                found.end() if not found[0].startswith(("<|channel", "<|start")) else found.start()
            )
        tail = _TAIL.search(text, max(start, end - _CLOSER_CHARS), end)
        stop = tail.start() if tail else end
        if stop == start:
            return None if end - start < _CLOSER_CHARS else start + 1
        self._read += stop - start
        self.is_done = self._read >= MOST_CHARS
        return stop


def _is_mentioned(after: str, before: str, tail: str) -> bool:
    first, second = after[0], after[1]
    if first == "\n":
        return False
    if first in " \t":
        return second in ",.;:!?" or second.islower() or not _may_begin(before, tail)
    return first in ",.;:!?)]\"'”’»`|" or before in "\"'“‘«`("


def _may_begin(before: str, tail: str) -> bool:
    """Return whether a block may begin here: no sentence is under way."""
    bare = tail.rstrip(" \t")
    return not bare or bare[-1] in "\n.!?。！？:>" or before == "\n"


def _special(text: str, start: int, end: int) -> Opening | None:
    """Read one of the tokens that are never said."""
    if _SPECIAL_BEGUN.fullmatch(text, start, end):
        return None
    found = _SPECIAL.match(text, start, end)
    return Opening(found.end() if found else start)
