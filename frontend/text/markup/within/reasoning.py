"""What an LLM thinks before it answers, or asks tools for, as models and front ends mark it.

A tag may also be no more than mentioned: "The <think> tag opens a block." Then a space or a mark
comes after it, and it stands within a sentence, or begins one that tells of it; it opens nothing.
"""

import re
from typing import NamedTuple

MOST_CHARS = 100_000  # after which what goes on is taken for the answer
_CLOSER_CHARS = 40
_TAIL = re.compile(r"[<\[◁][^<\[◁]{0,39}\Z")

_NAMES = (
    "think|thinking|thought|thoughts|reason|reasoning|reflection|scratchpad|inner_monologue"
    "|chain_of_thought|antthinking|seed:think|tool_call|tool_response|function_calls?"
    "|function_results?"
)
_ANGLE = re.compile(rf"<({_NAMES})[ \t]*>", re.IGNORECASE)
_ANGLE_CLOSER = re.compile(rf"</\s?({_NAMES})\s?>", re.IGNORECASE)
_SQUARE = re.compile(r"\[(THINK)\]")
_SQUARE_CLOSER = re.compile(r"\[/(THINK)\]")
_TRIANGLES = re.compile(r"◁think▷")
_TRIANGLES_CLOSER = re.compile(r"◁/think▷")
_DETAILS = re.compile(
    r"<details[ \t][^<>\n]{0,200}?\btype ?= ?[\"']?(?:reasoning|tool_calls|code_interpreter)\b"
    r"[^<>\n]{0,200}>",
    re.IGNORECASE,
)
_DETAILS_CLOSER = re.compile(r"</details\s?>", re.IGNORECASE)
_CHANNEL = re.compile(r"<\|channel\|>(?:analysis|commentary)[^<>\n]{0,60}<\|message\|>")
_CHANNEL_CLOSER = re.compile(r"<\|(?:end|start|return|call|channel)\|>")
_THOUGHT_CHANNEL = re.compile(r"<\|channel>thought\b")
_THOUGHT_CHANNEL_CLOSER = re.compile(r"<channel\|>")
_THOUGHT = re.compile(r"<\|begin_of_thought\|>")
_THOUGHT_CLOSER = re.compile(r"<\|end_of_thought\|>")
_THINKING = re.compile(r"<\|START_THINKING\|>")
_THINKING_CLOSER = re.compile(r"<\|END_THINKING\|>")
_CERTAIN = (
    (_TRIANGLES, _TRIANGLES_CLOSER),
    (_DETAILS, _DETAILS_CLOSER),
    (_CHANNEL, _CHANNEL_CLOSER),
    (_THOUGHT_CHANNEL, _THOUGHT_CHANNEL_CLOSER),
    (_THOUGHT, _THOUGHT_CLOSER),
    (_THINKING, _THINKING_CLOSER),
)
_MENTIONABLE = ((_ANGLE, _ANGLE_CLOSER), (_SQUARE, _SQUARE_CLOSER))
_NEXT_TURN = ("<|channel|>", "<|start|>")
# A sentence that a tag begins tells of it by these.
_TELLING = (
    "is are was were and or tag tags token tokens block blocks element elements opens marks means "
    "starts begins ist sind und est sont et es son y è sono e é são en zijn jest są i"
)
_TELLING_WORDS = frozenset(_TELLING.split())
_NEXT_WORD = re.compile(r"[ \t]([^\W\d_]{1,10})(?![^\W\d_])")
_NEXT_WORD_BEGUN = re.compile(r"[ \t][^\W\d_]{0,10}")
# Names of a turn's parts that some models write out.
_SPECIAL = re.compile(
    r"<[|｜](?:(?:im_start|start|start_header_id)[|｜]>(?:assistant|user|system|developer)?"
    r"|channel[|｜]>(?:final|commentary|analysis)?|[\w▁/ .-]{1,40}[|｜]>)"
    r"|<channel\|>|◁/?think▷|\[/THINK\]|</(?:think|thinking|reasoning)\s?>"
)
_SPECIAL_BEGUN = re.compile(
    r"<(?:[|｜](?:[\w▁/ .-]{0,40}(?:[|｜](?:>[a-z]{0,10})?)?|channel[|｜]>[^<>\n]{0,70}"
    r"(?:<[|｜]?[a-z]{0,8}[|｜]?)?|channel>[a-z]{0,7}))?|<c(?:h(?:a(?:n(?:n(?:el?\|?)?)?)?)?)?"
    r"|◁/?t?h?i?n?k?|\[/T?H?I?N?K?|</(?:t(?:h(?:i(?:n(?:k(?:i(?:ng?)?)?)?)?)?)?"
    r"|r(?:e(?:a(?:s(?:o(?:n(?:i(?:ng?)?)?)?)?)?)?)?)?\s?"
)


class Opening(NamedTuple):
    """A tag that opens a block, as it was written, up to `end`; without a closer it opens none."""

    end: int
    tag: str = ""
    closer: re.Pattern[str] | None = None
    name: str = ""  # that the closer has, too


def read_opening(text: str, start: int, end: int, before: str, tail: str) -> Opening | None:
    """Read what may open a block at `start`. `end` is `start` if nothing does.

    Args:
        before: the character before it.
        tail: the end of what was spoken before it; a line break where nothing was in its line.
    """
    for opener, closer in _CERTAIN:
        if found := opener.match(text, start, end):
            return Opening(found.end(), found[0], closer)
    for opener, closer in _MENTIONABLE:
        if found := opener.match(text, start, end):
            return _read_mentionable(found, closer, text[found.end() : end], before, tail)
    return _special(text, start, end)


def _read_mentionable(
    found: re.Match[str], closer: re.Pattern[str], after: str, before: str, tail: str
) -> Opening | None:
    if not after or _NEXT_WORD_BEGUN.fullmatch(after):
        return None
    if _is_mentioned(after, before, tail):
        return Opening(found.start())
    return Opening(found.end(), found[0], closer, found[1].lower())


class SkippedReasoning:
    """Reads up to the tag that closes the block."""

    def __init__(self, opening: Opening) -> None:
        assert opening.closer is not None
        self.is_done = self.is_whole = False
        self.tag = opening.tag
        self._closer, self._name = opening.closer, opening.name
        self._read = 0

    def read(self, text: str, start: int, end: int) -> int | None:
        for found in self._closer.finditer(text, start, end):
            if not self._name or found[1].lower() == self._name:
                self.is_done = self.is_whole = True
                return found.start() if found[0] in _NEXT_TURN else found.end()
        tail = _TAIL.search(text, max(start, end - _CLOSER_CHARS), end)
        stop = tail.start() if tail else end
        if stop == start:
            return None if end - start < _CLOSER_CHARS else start + 1
        self._read += stop - start
        self.is_done = self._read >= MOST_CHARS
        return stop


def _is_mentioned(after: str, before: str, tail: str) -> bool:
    first = after[0]
    if first == "\n":
        return False
    if first in " \t":
        word = _NEXT_WORD.match(after)
        is_told_of = word is not None and word[1] in _TELLING_WORDS
        return after[1] in ",.;:!?" or is_told_of or not _may_begin(before, tail)
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
