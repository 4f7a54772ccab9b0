"""What was decided of a text's segments is read again, for the same segments only."""

import pytest

from backend_queues.errors import UnknownUtterance
from frontend.streaming.journal.entries import Parted, Wrote
from frontend.streaming.journal.script import Script, launched
from frontend.text import PhraseLimits, Segment
from frontend.text.segment import Ending

ONE, TWO = Segment("One.", Ending.SENTENCE, 0.3), Segment("Two.", Ending.SENTENCE, 0.0)
LIMITS = PhraseLimits()
SCRIPT = Script([Parted(1, LIMITS), launched(ONE), Wrote("Two."), launched(TWO)])


def test_each_segment_has_the_pause_it_had() -> None:
    """Now it is known what follows, and the pause might be another."""
    as_cut_now = Segment("One.", Ending.PARAGRAPH, 0.5)
    assert [SCRIPT.pause_s(0, as_cut_now), SCRIPT.pause_s(1, TWO)] == [0.3, 0.0]


def test_nothing_is_decided_of_what_was_not_spoken() -> None:
    assert SCRIPT.pause_s(2, ONE) is None
    assert Script().pause_s(0, ONE) is None


def test_another_text_is_not_taken_for_what_was_spoken_there() -> None:
    with pytest.raises(UnknownUtterance, match="in another way"):
        SCRIPT.pause_s(1, ONE)


def test_a_sentence_is_parted_where_it_was() -> None:
    assert (SCRIPT.parted(0), SCRIPT.parted(1)) == (None, LIMITS)
