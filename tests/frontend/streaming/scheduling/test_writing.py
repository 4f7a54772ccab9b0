"""A sentence that is being written is looked at as often as something may have become of it."""

import pytest

from frontend.streaming.journal.entries import Looked
from frontend.streaming.scheduling.phrases import KnownPhrases
from frontend.streaming.scheduling.writing import Waiting, Writing, take
from frontend.text import PhraseLimits, SegmentLimits, TextCutter

LIMITS = SegmentLimits(hurried_s=0.06, brief_s=0.12, settled_s=0.2, stalled_s=0.8)
PHRASE = PhraseLimits()
LONG = "Once upon a time there was a king who"


class Phrases(KnownPhrases):
    """Gives a writer so much time as it is told; keeps what it is asked."""

    def __init__(self, spare_s: float) -> None:
        super().__init__()
        self.left_s = spare_s
        self.asked: list[Waiting] = []

    def of_writing(self, backend: str, chars: float) -> PhraseLimits:
        return PHRASE

    def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
        self.asked.append(waiting)
        return self.left_s


def begun(phrases: Phrases, text: str = LONG, at_s: float = 10.0) -> tuple[Writing, TextCutter]:
    """Return what follows a text of which that was written then."""
    writing, cutter = Writing(phrases, LIMITS), TextCutter()
    writing.written(at_s)
    writing.begun()
    cutter.push(text)
    return writing, cutter


def told(looked: Looked) -> tuple[PhraseLimits | None, float]:
    return looked.phrase, round(looked.silence_s, 6)


def waited(phrases: Phrases) -> list[tuple[float, float]]:
    """Return for how long, each time, the sentence was written, and might have been spoken."""
    return [(round(it.begun_s, 6), round(it.phrase_s, 6)) for it in phrases.asked]


def test_while_nobody_waits_only_what_reads_like_an_end_is_one() -> None:
    writing, cutter = begun(Phrases(spare_s=1.0))
    assert told(writing.look(cutter, "tone", 10.1, 2.0)) == (None, 0.1)
    assert told(writing.look(cutter, "tone", 15.0, 9.0)) == (None, 0.2)


def test_for_who_waits_a_phrase_will_do() -> None:
    writing, cutter = begun(Phrases(spare_s=0.0))
    assert told(writing.look(cutter, "tone", 10.1, 0.0)) == (PHRASE, 0.1)


def test_a_writer_who_has_stopped_has_no_more_time_than_the_listener_has_audio() -> None:
    writing, cutter = begun(Phrases(spare_s=60.0), at_s=0.0)
    assert writing.look(cutter, "tone", 0.79, 0.0).phrase is None
    assert writing.look(cutter, "tone", 0.8, 0.1).phrase is None
    assert writing.look(cutter, "tone", 0.8, 0.0) == Looked(PHRASE, 0.8)


@pytest.mark.parametrize(
    ("spare_s", "silence_s", "look_in_s"),
    [
        (0.0, 0.0, 0.06),  # a mark may count then
        (0.0, 0.06, 0.06),  # a short sentence's mark may
        (0.0, 0.13, 0.07),  # what reads like an end may be one then
        (0.03, 0.06, 0.03),  # somebody begins to wait
        (8.0, 0.3, 0.5),  # a clause will do then
        (8.0, 0.9, 2.0),  # a quarter of what can be spared
        (-1.0, 5.0, 0.1),
    ],
)
def test_it_is_looked_at_again_when_something_changes(
    spare_s: float, silence_s: float, look_in_s: float
) -> None:
    writing, cutter = begun(Phrases(spare_s))
    now = 10.0 + silence_s
    writing.look(cutter, "tone", now, lead_s=20.0)
    assert writing.look_in_s(now) == pytest.approx(look_in_s)
    assert writing.look_in_s(now + look_in_s) == 0.001  # a timer may be early


def test_with_each_token_it_is_looked_at_only_if_somebody_waits() -> None:
    writing, cutter = begun(Phrases(spare_s=8.0))
    assert writing.is_due(10.0, lead_s=20.0)  # it never was
    writing.look(cutter, "tone", 10.9, lead_s=20.0)
    assert not writing.is_due(12.8, lead_s=18.0)
    assert writing.is_due(12.9, lead_s=18.0)
    assert writing.is_due(11.0, lead_s=0.0)
    hurried, cutter = begun(Phrases(spare_s=0.0))
    hurried.look(cutter, "tone", 10.9, lead_s=20.0)
    assert hurried.is_due(10.9, lead_s=20.0)


def test_it_is_known_for_how_long_a_listener_waits_and_might_have_had_a_phrase() -> None:
    phrases = Phrases(spare_s=1.0)
    writing, cutter = begun(phrases, "Once upon")
    writing.look(cutter, "tone", 10.2, 0.5)
    cutter.push(LONG.removeprefix("Once upon") + " lived there alone, ")
    writing.written(10.3)
    for now in (10.4, 10.6):
        writing.written(now - 0.05)
        writing.look(cutter, "tone", now, 0.5)
    assert waited(phrases) == [(0.2, 0.0), (0.4, 0.05), (0.6, 0.25)]
    writing.begun()
    writing.look(TextCutter(), "tone", 10.7, 0.5)
    assert waited(phrases)[-1] == (0.15, 0.0)


def test_a_phrase_goes_before_what_a_silence_ends() -> None:
    cutter = TextCutter()
    cutter.push(f"{LONG} lived there, and he was ")
    [segment] = take(cutter, Looked(PHRASE, 0.9))
    assert segment.text == f"{LONG} lived there,"
    cutter = TextCutter()
    cutter.push("This is the whole of it.")
    assert take(cutter, Looked(None, 0.1)) == []
    [whole] = take(cutter, Looked(None, 0.2))
    assert whole.text == "This is the whole of it."
