"""Journals that another version wrote, or another program."""

import zlib
from random import Random
from typing import Any, NamedTuple

import msgspec

from backend_queues.errors import TTSError
from backend_queues.registry import registry
from frontend.audio.formats import RAW, Encoding
from frontend.protocol.asked_text import VoiceChoice
from frontend.protocol.events import SegmentBegan, SpokenWords
from frontend.streaming.journal.continuation import take_over
from frontend.streaming.journal.entries import (
    Asked,
    Began,
    Ended,
    Inline,
    Launched,
    Looked,
    Marked,
    Named,
    Opening,
    Parted,
    Took,
    Turned,
    Voice,
    Wrote,
    encode_entry,
)
from frontend.streaming.journal.heard import Heard
from frontend.streaming.journal.script import Script
from frontend.streaming.resume_records import ResumeRight, ResumeRoom
from frontend.text import Ending, PhraseLimits, Segment
from frontend.text.cues.inline import InlineState
from tests.fuzz.driving import run_now
from tests.fuzz.mutating import NASTY_NUMBERS, mutated, mutated_value
from tests.fuzz.target import Target, check_told
from tests.support.memory_cluster import MemoryCluster

LIMITS = PhraseLimits()
ENTRIES = (
    Opening(7, Encoding("pcm", 24_000)),
    Voice("tone", "sine", "en", {}, (), None, Asked("tone")),
    Wrote("Hello there, you. "),
    Took(1),
    Looked(LIMITS, 0.3),
    Parted(0, LIMITS),
    Launched(0.3, zlib.crc32(b"Hello there, you.")),
    Began(1, 1_500_000),
    Voice("tone", "square", "en", {"frequency": 440.0}, (), None, Asked("tone", "square")),
    Wrote("Bye."),
    Named({"Bob": "square", "Eve": VoiceChoice(voice="sine")}),
    Voice("tone", "sine", "en", {}, (), None, Asked("tone"), True),
    Turned(True),
    Marked("here"),
    Inline(InlineState("[voi", "square", "Bob", False)),
    Took(3),
    Ended(),
)
LINES = [encode_entry(entry) for entry in ENTRIES]
JOURNAL = b"\n".join(LINES) + b"\n"
VALUES = [msgspec.json.decode(line) for line in LINES]
RIGHT = ResumeRight("token")
EVENTS = (SegmentBegan(0, "Hello.", 0.0), SegmentBegan(1, "Bye.", 1.5), SpokenWords(1, ()))


class Taken(NamedTuple):
    journal: bytes
    generation: str
    heard: Heard


class Journals(Target):
    """Takes over the stream of a journal, as /stream-tokens does with it, until it is spoken."""

    name = "journals"
    share = 80

    def make(self, random: Random) -> Taken:
        if random.random() < 0.5:
            journal = mutated(random, JOURNAL)
        else:
            values = [mutated_value(random, value, 0.08) for value in VALUES]
            if random.random() < 0.2:
                random.shuffle(values)
            journal = b"\n".join(map(_line, values))
        counts = [abs(int(number)) for number in NASTY_NUMBERS if abs(number) <= 2**53]
        heard = Heard(
            random.choice(counts), random.choice([None, *counts]), random.choice([None, *counts])
        )
        return Taken(journal, random.choice(("u", "u.1", "", ".", "u.x", "\ufffd.9")), heard)

    def feed(self, given: Taken) -> None:
        store = _Store(given)
        try:
            continuation = run_now(take_over(store, ResumeRoom(10**6), RIGHT, given.heard))
            assert continuation.encoding.format in RAW
            for voice in continuation.voices:
                voice.voice_settings(registry())
                voice.request()
            news = continuation.news()
            for event in EVENTS:
                news.of(event)
            assert isinstance(continuation.last_segment, int)
            script = Script(continuation.entries)
            script.parted(0)
            script.pause_s(0, Segment("Hello there, you.", Ending.SENTENCE, 0.3))
        except TTSError as error:
            check_told(error)


class _Store(MemoryCluster):
    """Redis as it keeps what another version wrote."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(workers=0)
        self._taken = taken

    async def take_over(
        self, name: str, owner: str, *, keep_log: bool = False
    ) -> tuple[bytes, str] | None:
        return b"", self._taken.generation

    async def appended(self, name: str) -> bytes:
        return self._taken.journal


def _line(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return b""
