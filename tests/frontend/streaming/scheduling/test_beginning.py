"""One sentence of a text is spoken in two parts, or as many as somebody waits for."""

from frontend.streaming.journal.entries import Entry, Parted, Wrote
from frontend.streaming.journal.script import Script
from frontend.streaming.scheduling.beginning import Beginning
from frontend.streaming.scheduling.phrases import KnownPhrases
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.text import Ending, PhraseLimits, Segment
from tests.support.core import VOICE

LIMITS = PhraseLimits()
SENTENCE = "Once upon a time, in a village by the sea, there was a clock."
PARTS = ["Once upon a time, in a village by the sea,", "there was a clock."]
WHOLE = Segment(SENTENCE, Ending.SENTENCE, 0.3)
PAUSE = Segment("", Ending.PAUSE, 1.0)


def said(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments]


def test_only_the_first_sentence_is_parted_and_it_is_noted_which_that_is() -> None:
    noted: list[Entry] = []
    beginning, script = Beginning(KnownPhrases(LIMITS), noted.append), Script()
    assert said(beginning.parts(PAUSE, "tone", script)) == [""]
    assert said(beginning.parts(WHOLE, "tone", script)) == PARTS
    assert said(beginning.parts(WHOLE, "tone", script)) == [SENTENCE]
    assert beginning.first_phrase == LIMITS
    beginning.is_awaited = True
    assert said(beginning.parts(WHOLE, "tone", script)) == PARTS
    assert noted == [Parted(1, LIMITS), Parted(3, LIMITS)]


def test_a_first_sentence_that_starts_in_time_is_not_parted_nor_is_the_next() -> None:
    noted: list[Entry] = []
    beginning, script = Beginning(KnownPhrases(), noted.append), Script()
    assert said(beginning.parts(WHOLE, "tone", script)) == [SENTENCE]
    assert not beginning.is_awaited
    assert noted == []


def cut(text_buffer: TextBuffer, lead_s: float = 0.0) -> list[str]:
    """Return all that can be spoken now, to a listener who has so much."""
    texts: list[str] = []
    while True:
        while text_buffer.cut(0.0, lead_s):
            pass
        if not text_buffer.has_segments:
            return texts
        texts.append(text_buffer.pop().segment.text)


def test_a_second_text_is_parted_if_its_listener_has_nothing_to_hear() -> None:
    text_buffer = TextBuffer(VOICE, 10_000, KnownPhrases(LIMITS))
    text_buffer.write(f"{SENTENCE}\n", now=0)
    assert cut(text_buffer) == PARTS
    text_buffer.write(f"{SENTENCE}\n", now=0)
    assert cut(text_buffer, lead_s=0.1) == [SENTENCE]
    for _ in range(2):
        text_buffer.write(f"{SENTENCE}\n", now=0)
    assert cut(text_buffer) == [*PARTS, SENTENCE]


def test_a_text_that_is_cut_again_is_parted_where_it_was() -> None:
    noted: list[Entry] = [Wrote(f"{SENTENCE}\n{SENTENCE}\n"), Parted(1, LIMITS)]
    text_buffer = TextBuffer(VOICE, 10_000, KnownPhrases(LIMITS))
    text_buffer.repeat(noted, lambda voice: VOICE)
    assert cut(text_buffer) == [SENTENCE, *PARTS]
