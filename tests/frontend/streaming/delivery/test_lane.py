"""What is kept of a segment, and what is dropped, when another backend goes on with it."""

import pytest

from backend_queues.base import Word
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.delivery.lane import Handover, Heard, Lane
from frontend.text.normalisation import Spoken
from tasks.messages import AnyNumberedMessage, Chunk, Finished, Started, Words
from tests.support.spelled import SPECS

RATE_HZ = 100
HANDOVER = Handover(0, "first", SPECS["second"], "am_second", "en-US", FallbackReason.NO_WORKER, 5)


def started(attempt: int = 1) -> Started:
    return Started(utterance="u", segment_index=0, attempt=attempt, sequence=0, worker="w")


def second(sequence: int, first: int = 0, attempt: int = 1) -> Chunk:
    """Return a second of audio."""
    return Chunk(
        utterance="u",
        segment_index=0,
        attempt=attempt,
        sequence=sequence,
        chunk_index=0,
        first_sample=first,
        pcm=bytes(2 * RATE_HZ),
        sample_rate_hz=RATE_HZ,
    )


def said(sequence: int, *words: Word, attempt: int = 1) -> Words:
    return Words(utterance="u", segment_index=0, attempt=attempt, sequence=sequence, words=words)


def finished(sequence: int, attempt: int = 1, samples: int = RATE_HZ) -> Finished:
    return Finished(
        utterance="u",
        segment_index=0,
        attempt=attempt,
        sequence=sequence,
        samples=samples,
        synthesis_s=0.1,
    )


def accept(lane: Lane, *messages: AnyNumberedMessage) -> Lane:
    for message in messages:
        assert lane.accept(message)
    return lane


def taken(lane: Lane) -> list[object]:
    messages: list[object] = []
    while message := lane.take():
        messages.append(message)
    return messages


def words_in(messages: list[object]) -> list[Word]:
    return [word for it in messages if isinstance(it, Words) for word in it.words]


def go_on(lane: Lane, heard: Heard) -> None:
    lane.go_on(2, heard.seconds, HANDOVER, Spoken.as_written("rest"))


def test_of_a_part_that_nobody_has_heard_nothing_is_kept() -> None:
    lane = accept(Lane(), started(), second(1), said(2, Word("One", 0.0, 0.4)))
    assert lane.take() == started()  # which says nothing yet
    assert lane.leave() == Heard(seconds=0.0, words=(), told=0)
    assert taken(lane) == []


def test_what_a_listener_is_in_the_midst_of_is_heard_to_its_end() -> None:
    one, two = Word("One", 0.0, 0.4), Word("two", 0.5, 0.9)
    lane = accept(Lane(), started(), second(1), said(2, one, two), second(3, first=100))
    assert [lane.take(), lane.take()] == [started(), second(1)]
    assert lane.leave() == Heard(seconds=2.0, words=(one, two), told=2)
    assert taken(lane) == [said(2, one, two), second(3, first=100)]


def test_a_segment_is_begun_once_whoever_speaks_it() -> None:
    lane = accept(Lane(), started(), second(1))
    go_on(lane, lane.leave())
    accept(lane, started(2), second(1, attempt=2))
    assert taken(lane) == [started(), HANDOVER, second(1, attempt=2)]


def test_what_a_second_one_has_made_in_vain_goes_too_but_who_it_was_is_told() -> None:
    lane = accept(Lane(), started(), second(1))
    lane.take()
    lane.take()
    go_on(lane, lane.leave())
    accept(lane, started(2), second(1, attempt=2))
    assert lane.leave() == Heard()
    assert taken(lane) == [HANDOVER]


def test_of_a_second_one_is_kept_what_is_heard_of_its_own() -> None:
    """Audio before the handover is that of the first, and says nothing of the second."""
    lane = accept(Lane(), started(), second(1), second(2, first=100))
    assert [lane.take(), lane.take()] == [started(), second(1)]
    go_on(lane, lane.leave())
    accept(lane, started(2), second(1, attempt=2))
    assert [lane.take(), lane.take()] == [second(2, first=100), HANDOVER]
    assert lane.take() == second(1, first=200, attempt=2)
    assert lane.leave() == Heard(seconds=1.0)


def test_a_second_one_that_is_not_heard_yet_leaves_what_was_heard_of_the_first() -> None:
    lane = accept(Lane(), started(), second(1), second(2, first=100))
    assert [lane.take(), lane.take()] == [started(), second(1)]
    go_on(lane, lane.leave())
    accept(lane, started(2), second(1, attempt=2))
    assert lane.take() == second(2, first=100)
    assert lane.leave() == Heard()
    assert taken(lane) == [HANDOVER]


def test_another_backend_is_taken_from_its_first_sample_and_word() -> None:
    lane = accept(Lane(), started(), said(1, Word("One", 0.0, 0.4)), second(2), finished(3))
    assert [lane.take() for _ in range(3)] == [started(), said(1, Word("One", 0.0, 0.4)), second(2)]
    go_on(lane, lane.leave())
    assert lane.samples == 0
    last = finished(2, attempt=2, samples=0)
    accept(lane, started(2), said(1, Word("two", 0.25, 0.5), attempt=2), last)
    heard = taken(lane)
    assert words_in(heard) == [Word("two", 1.25, 1.5)]  # counted from the segment's beginning
    assert heard[-1] == last


def test_words_that_will_not_be_heard_are_taken_back() -> None:
    one, two, three = Word("One", 0.0, 0.4), Word("two", 0.5, 0.9), Word("three", 1.0, 1.4)
    lane = accept(Lane(), started(), second(1))
    assert [lane.take(), lane.take()] == [started(), second(1)]
    accept(lane, said(2, one, two, three), said(3, Word("four", 1.5, 1.9)))
    assert lane.leave().told == 2
    assert taken(lane) == [said(2, one, two)]


def test_of_a_later_part_words_are_counted_from_where_it_begins() -> None:
    lane = accept(Lane(start_s=2.0), started(), second(1))
    assert [lane.take(), lane.take()] == [started(), second(1, first=200)]
    accept(lane, said(2, Word("three", 0.5, 0.9), Word("four", 1.2, 1.5)))
    heard = lane.leave(had_s=2.5)
    assert (heard.seconds, heard.told) == (1.0, 1)
    assert words_in(taken(lane)) == [Word("three", 2.5, 2.9)]


@pytest.mark.parametrize(("start_s", "had_s", "seconds"), [(0.0, 0.5, 0.5), (2.0, 2.25, 0.25)])
def test_what_a_listener_had_before_a_stream_was_resumed_is_not_spoken_again(
    start_s: float, had_s: float, seconds: float
) -> None:
    """Nothing of it has come over this connection, not even its sample rate."""
    assert Lane(samples=40, start_s=start_s).leave(had_s).seconds == seconds
    assert Lane(start_s=start_s).leave(had_s).seconds == seconds


def test_what_was_had_of_an_earlier_part_is_nothing_of_this_one() -> None:
    lane = accept(Lane(start_s=2.0), started(), second(1))
    assert lane.leave(had_s=1.5) == Heard()
    assert taken(lane) == [started()]


def test_words_that_were_told_before_are_not_told_again() -> None:
    one, two, three = Word("One", 0.0, 0.4), Word("two", 0.5, 0.9), Word("three", 1.0, 1.4)
    lane = accept(Lane(words=2), said(0, one), said(1, two, three))
    assert words_in(taken(lane)) == [three]
    assert words_in(taken(accept(Lane(), said(0, one), said(1, two, three)))) == [one, two, three]


def test_a_message_of_an_attempt_that_was_given_up_is_not_wanted_whatever_its_number() -> None:
    lane = accept(Lane(), started())
    lane.expect(2)
    assert lane.accept(second(0)) is False
    assert lane.accept(second(7)) is False
    assert lane.accept(second(7, attempt=2)) is None  # others come before it
    assert lane.accept(second(0, attempt=2)) is True


def test_of_two_workers_at_one_attempt_each_sample_is_heard_once() -> None:
    """Redis may lose a claim: then their messages have the same numbers, and other samples."""
    lane = accept(Lane(), started(), second(1), second(2, first=50), second(3, first=20))
    accept(lane, finished(4, samples=150))
    assert lane.samples == 150
    chunks = [it for it in taken(lane) if isinstance(it, Chunk)]
    assert [(it.first_sample, it.samples) for it in chunks] == [(0, 100), (100, 50)]


def test_samples_between_those_of_two_workers_are_missing() -> None:
    lane = accept(Lane(), started(), second(1))
    assert lane.accept(second(2, first=101)) is None
    assert lane.accept(finished(2, samples=101)) is None
    accept(lane, second(2, first=100))
