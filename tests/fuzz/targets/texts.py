"""Texts of the nastiest characters, written in pieces of any size."""

from random import Random
from typing import NamedTuple

from frontend.jobs.readers.work import parted as parted_paragraph
from frontend.protocol.text_options import TextOptions
from frontend.text import (
    PhraseLimits,
    Segment,
    SpeakableFilter,
    TextCutter,
    drop_tags,
    is_speakable,
    parted,
)
from frontend.text.pauses import MAX_PAUSE_S, pauses_s
from tests.frontend.text.texts import LONG_TEXTS
from tests.fuzz.mutating import mixed_text, mutated_text
from tests.fuzz.target import Target

WORDS = (
    "Hello", "there.", "Mr.", "Smith", "e.g.", "3.14", "1.", "2)", "U.S.", "and", "the",
    "end!", "Really?", "\n", "\n\n", "# Title", "* item", "- item", "> quote", "**bold**",
    "_it_", "`code`", "```", "~~~", "[1]", "[link](http://a.b/c)", "![image](x.png)",
    "<b>", "</b>", "<br/>", "<!--", "-->", "|", "---", "\\", "https://example.org/a?b=c",
    "[pause 1]", "[pause", " 250ms]", "[laugh]", "。", "「はい」", "你好，", "’", "”", "“", ")",
    "<think>", "</think>", "<details type='reasoning'>", "</details>", "$", "$$", "\\(", "\\)",
    "\\[", "\\]", "\\frac{1}{2}", "\\begin{align}", "\\end{align}", "x^2", "a_{1}", "&amp;",
    "&lt;b&gt;", "<Iron Will>", "[Level Up]", "[Kokoro](/kˈOkəɹO/)", "[^1]", "==", "| a | b |",
    "|---|---|", "<break/>",
    ",", ";", ":", "—", "...", "…", "a", "i", "Z",
)  # fmt: skip
LANGUAGES = ("en", "de", "ja", "zh", "ar", "hi", "fr", "", "xx", "en-GB")
EXCERPT_CHARS = 120
LIMITS = PhraseLimits()
OPTIONS = TextOptions(code="announce")
# What a formula's signs are called: "\ge" is "greater than or equal to".
TIMES_AS_LONG = 10


class Written(NamedTuple):
    language: str
    text: str
    sizes: tuple[int, ...]  # of the pieces, over and over
    silences: bool  # somebody waits, and the writer pauses


class Texts(Target):
    """Cuts a text: the segments are the same however it is split, unless its writer pauses."""

    name = "texts"
    share = 60

    def make(self, random: Random) -> Written:
        if random.random() < 0.3:
            language, long_text = random.choice(LONG_TEXTS)
            start = random.randrange(len(long_text))
            text = mutated_text(random, long_text[start : start + EXCERPT_CHARS])
        else:
            language = random.choice(LANGUAGES)
            text = mixed_text(random, WORDS)
        sizes = tuple(random.choice((1, 1, 2, 3, 7, 40)) for _ in range(random.randrange(1, 4)))
        return Written(language, text, sizes, random.random() < 0.2)

    def feed(self, given: Written) -> None:
        cutter = TextCutter(given.language, OPTIONS)
        pieces = _pieces(given)
        if given.silences:
            segments = _with_silences(cutter, pieces)
        else:
            segments = [segment for piece in pieces for segment in cutter.push(piece)]
            segments += cutter.flush()
            whole = TextCutter(given.language, OPTIONS)
            assert segments == whole.push(given.text) + whole.flush()
        assert cutter.pending_chars == 0 and not cutter.holds_text
        _check(segments)
        spoken = SpeakableFilter()
        text = "".join(map(spoken.push, pieces)) + spoken.flush()
        assert len(text) <= TIMES_AS_LONG * len(given.text) + 100
        drop_tags(given.text, ("laugh",))
        assert pauses_s(given.text) >= 0
        if given.silences:
            list(parted_paragraph(given.text * 30))


def _pieces(given: Written) -> list[str]:
    pieces: list[str] = []
    start = 0
    while start < len(given.text):
        size = given.sizes[len(pieces) % len(given.sizes)]
        pieces.append(given.text[start : start + size])
        start += size
    return pieces


def _with_silences(cutter: TextCutter, pieces: list[str]) -> list[Segment]:
    segments: list[Segment] = []
    for number, piece in enumerate(pieces):
        segments += cutter.push(piece)
        silence_s = (0.0, 0.1, 0.3, 1.0)[number % 4]
        if cutter.has_phrase(LIMITS):
            segments += cutter.early(LIMITS, silence_s)
        segments += cutter.idle(silence_s)
    return segments + cutter.flush()


def _check(segments: list[Segment]) -> None:
    for segment in segments:
        assert 0 <= segment.pause_s <= MAX_PAUSE_S
        assert segment.text == segment.text.strip()
        assert is_speakable(segment.text) if segment.text else segment.pause_s > 0
        parted(segment, LIMITS)
