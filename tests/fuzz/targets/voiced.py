"""Texts that name voices themselves: SSML that is nearly right, tags and lines of a script."""

from random import Random
from typing import NamedTuple

from backend_queues.errors import InvalidRequest
from frontend.text.cues.cue import Mark, Stretch
from frontend.text.cues.inline import InlineCues, stretches_of
from frontend.text.ssml.reading import MAX_WARNINGS, read_ssml
from frontend.text.ssml.values import FASTEST, SLOWEST, breaks_s
from tests.fuzz.mutating import mixed_text, mutated_text
from tests.fuzz.target import Target, check_told

DOCUMENT = (
    '<?xml version="1.0"?><speak version="1.1" xml:lang="en"><p><s>One <break time="300ms"/> two'
    '</s></p><sub alias="a b">c</sub> <phoneme ph="tə">d</phoneme> <mark name="m"/>'
    '<say-as interpret-as="telephone">+1 (800) 5</say-as><prosody rate="+10%" pitch="x">e</prosody>'
    '<voice name="v" gender="male">f &amp; &eacute;</voice><audio src="x">g</audio>'
    "<foo:bar/></speak>"
)
WORDS = (
    "Hello", "there.", "[voice:", "[voice:a]", "[/voice]", "[ voice : b/c ]", "]", "[", "Alice:",
    "Bob :", "**Ann:**", "Ann", "\n", "\n\n", " \t\n", "[pause 1]", "voice", "：", "*", "/",
)  # fmt: skip
NAMES = ("Alice", "Bob", "Ann")


class Voiced(NamedTuple):
    text: str
    ssml: str
    sizes: tuple[int, ...]  # of the pieces, over and over


class VoicedTexts(Target):
    """Reads both: no word is lost, and each is the same however it is split."""

    name = "voiced"
    share = 40

    def make(self, random: Random) -> Voiced:
        sizes = tuple(random.choice((1, 2, 3, 7, 40)) for _ in range(random.randrange(1, 4)))
        return Voiced(mixed_text(random, WORDS), mutated_text(random, DOCUMENT), sizes)

    def feed(self, given: Voiced) -> None:
        inline, start, stretches, number = InlineCues(NAMES), 0, [], 0
        while start < len(given.text):
            size = given.sizes[number % len(given.sizes)]
            inline = InlineCues(NAMES, inline.state)
            stretches += inline.push(given.text[start : start + size])
            start, number = start + size, number + 1
        stretches += inline.flush()
        assert _said(stretches) == _said(stretches_of(given.text, NAMES))
        assert breaks_s(given.ssml) >= 0
        try:
            read = read_ssml(given.ssml)
        except InvalidRequest as error:
            check_told(error)
            return
        assert len(read.warnings) <= MAX_WARNINGS
        for piece in read.pieces:
            assert isinstance(piece, Mark) or SLOWEST <= piece.cue.rate <= FASTEST


def _said(stretches: list[Stretch]) -> list[tuple[str, str]]:
    """Return each character with the voice that says it."""
    return [(char, stretch.cue.voice) for stretch in stretches for char in stretch.text]
