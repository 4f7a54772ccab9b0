"""A text is cut at the same places again, wherever its writer paused and whatever came next."""

import random
from collections.abc import Sequence

import pytest

from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.journal.entries import Entry, Launched, decode_entries, encode_entry
from frontend.streaming.scheduling.phrases import KnownPhrases
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.text import PhraseLimits
from tests.support.core import VOICE

TEXT = (
    "Once upon a time, there was a king! He lived in a castle by the sea, and he was old. "
    "**Nobody** knew [how](x) old, not even he: 3.5 centuries? \n\n# A heading\n- one\n- `two` "
    "![picture](y) And then... \u201cWho is there?\u201d he asked. [pause 0.5] It was Dr. Smith. "
)


class Impatient(KnownPhrases):
    """Somebody waits for every phrase."""

    def of_writing(self, backend: str, chars: float) -> PhraseLimits:
        return PhraseLimits()


def taken(text_buffer: TextBuffer, now: float) -> list[PlannedSegment]:
    planned: list[PlannedSegment] = []
    while True:
        while text_buffer.cut(now):
            pass
        if not text_buffer.has_segments:
            return planned
        planned.append(text_buffer.pop())


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(150))
def test_what_was_written_with_pauses_is_cut_the_same_at_once(seed: int) -> None:
    drawn = random.Random(seed)
    entries: list[Entry] = []
    first = TextBuffer(VOICE, 10_000, Impatient(PhraseLimits()), note=entries.append)
    planned, now, place = [], 0.0, 0
    until = drawn.randrange(len(TEXT) + 1)
    while place < until:
        size = drawn.randrange(1, 12)
        first.write(TEXT[place : min(place + size, until)], now)
        place += size
        planned += taken(first, now)
        now += drawn.choice([0.0, 0.01, 0.07, 0.3, 1.0])
        planned += taken(first, now)
    kept = decode_entries(b"\n".join(map(encode_entry, entries)))
    again = TextBuffer(VOICE, 10_000, Impatient(PhraseLimits()), note=entries.append)
    again.repeat(kept, lambda voice: VOICE)
    repeated = taken(again, 0.0)
    assert [one.segment for one in repeated[: len(planned)]] == [one.segment for one in planned]
    for text_buffer in (first, again):  # what is still open is the same, too
        text_buffer.write(TEXT[until:], now)
        text_buffer.end()
    rest = [*repeated[len(planned) :], *taken(again, now)]
    assert text_of(rest) == text_of(taken(first, now))


def text_of(planned: Sequence[PlannedSegment]) -> str:
    """Return what is spoken; a sentence may be spoken in two parts that was not heard before."""
    return "".join("".join(one.segment.text for one in planned).split())


def test_what_is_repeated_is_not_noted_again() -> None:
    entries: list[Entry] = []
    first = TextBuffer(VOICE, 10_000, note=entries.append)
    first.write(TEXT, 0.0)
    launched = len(taken(first, 0.0))
    noted: list[Entry] = []
    again = TextBuffer(VOICE, 10_000, note=noted.append)
    again.repeat(entries, lambda voice: VOICE)
    assert len(taken(again, 0.0)) == launched == sum(isinstance(e, Launched) for e in entries)
    assert noted == []
