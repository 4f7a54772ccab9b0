"""Frames come out in reading order, each once, whatever the order and the attempts they come in."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend_queues.base import Word
from frontend.streaming.delivery.lane import Heard
from frontend.streaming.delivery.ordering import Ordering, Receipt
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, Started, Words


def header(segment: int, sequence: int, attempt: int = 1) -> dict[str, Any]:
    return {"utterance": "u", "segment_index": segment, "attempt": attempt, "sequence": sequence}


def chunk(segment: int, sequence: int, first: int, n: int = 10, attempt: int = 1) -> Chunk:
    return Chunk(
        **header(segment, sequence, attempt),
        chunk_index=0,
        first_sample=first,
        pcm=bytes(2 * n),
        sample_rate_hz=100,
    )


def frames_of(segment: int, chunks: int = 3, attempt: int = 1) -> list[AnyNumberedMessage]:
    started = Started(**header(segment, 0, attempt), worker="w")
    middle = [chunk(segment, 1 + n, 10 * n, attempt=attempt) for n in range(chunks)]
    end = Finished(**header(segment, 1 + chunks, attempt), samples=10 * chunks, synthesis_s=0.1)
    return [started, *middle, end]


def drain(ordering: Ordering) -> list[object]:
    messages: list[object] = []
    while message := ordering.pop():
        messages.append(message)
    return messages


@given(st.randoms(use_true_random=False))
def test_segments_made_side_by_side_come_out_in_turn(random) -> None:  # type: ignore[no-untyped-def]
    ordering = Ordering()
    lanes = [frames_of(segment) for segment in range(4)]
    expected = [message for lane in lanes for message in lane]
    for segment in range(4):
        ordering.open(segment)
    heard = []
    while any(lanes):
        message = random.choice([lane for lane in lanes if lane]).pop(0)
        assert ordering.accept(message) is Receipt.ACCEPTED
        heard += drain(ordering)
    assert heard == expected


def test_a_repeated_frame_is_dropped() -> None:
    ordering = Ordering()
    ordering.open(0)
    for message in frames_of(0):
        assert ordering.accept(message) is Receipt.ACCEPTED
        assert ordering.accept(message) is Receipt.DROPPED
    assert drain(ordering) == frames_of(0)
    assert ordering.accept(frames_of(0)[-1]) is Receipt.DROPPED


def test_a_missing_frame_is_a_gap_until_it_comes() -> None:
    ordering = Ordering()
    ordering.open(0)
    started, first, second, *_ = frames_of(0)
    ordering.accept(started)
    assert ordering.accept(second) is Receipt.GAP
    assert ordering.accept(first) is Receipt.ACCEPTED
    assert ordering.accept(second) is Receipt.ACCEPTED
    assert drain(ordering) == [started, first, second]


def test_a_new_attempt_goes_on_where_the_old_one_stopped() -> None:
    ordering = Ordering()
    ordering.open(0)
    started, first, second, *_ = frames_of(0)
    for message in (started, first):
        ordering.accept(message)
    assert ordering.retry(0, attempt=2) == 10
    assert ordering.accept(second) is Receipt.DROPPED  # the old attempt, still talking
    again: list[AnyNumberedMessage] = [
        Started(**header(0, 0, attempt=2), worker="w2"),
        chunk(0, 1, first=10, attempt=2),
        Finished(**header(0, 2, attempt=2), samples=20, synthesis_s=0.1),
    ]
    for message in again:
        assert ordering.accept(message) is Receipt.ACCEPTED
    assert drain(ordering) == [started, first, *again[1:]]


def test_after_an_attempt_that_brought_nothing_the_next_starts_at_the_first_sample() -> None:
    ordering = Ordering()
    ordering.open(0)
    assert ordering.retry(0, attempt=2) == 0


def test_nothing_comes_after_the_end_of_a_segment() -> None:
    ordering = Ordering()
    ordering.open(0)
    for message in frames_of(0):
        ordering.accept(message)
    assert ordering.accept(chunk(0, 5, first=30)) is Receipt.DROPPED


def test_words_said_again_by_a_new_attempt_are_heard_once() -> None:
    one, two = Word("one", 0, 1), Word("two", 1, 2)
    ordering = Ordering()
    ordering.open(0)
    ordering.accept(Words(**header(0, 0), words=(one,)))
    ordering.retry(0, attempt=2)
    ordering.accept(Words(**header(0, 0, attempt=2), words=(one,)))
    ordering.accept(Words(**header(0, 1, attempt=2), words=(two,)))
    heard = drain(ordering)
    assert [m.words for m in heard if isinstance(m, Words)] == [(one,), (two,)]
    assert len(heard) == 2


def test_unsent_audio_is_counted() -> None:
    ordering = Ordering()
    ordering.open(0)
    ordering.open(1)
    for message in frames_of(1):
        ordering.accept(message)
    assert round(ordering.unsent_s, 6) == 0.3
    for message in frames_of(0):
        ordering.accept(message)
    assert round(ordering.unsent_s, 6) == 0.6
    drain(ordering)
    assert round(ordering.unsent_s, 6) == 0


def test_what_is_dropped_as_another_backend_goes_on_is_not_unsent() -> None:
    ordering = Ordering()
    ordering.open(0)
    started, first, second, *_ = frames_of(0)
    for message in (started, first, second):
        ordering.accept(message)
    assert ordering.leave(0) == Heard()
    assert ordering.unsent_s == 0


def test_what_stays_as_another_backend_goes_on_is_unsent() -> None:
    ordering = Ordering()
    ordering.open(0)
    started, first, second, *_ = frames_of(0)
    for message in (started, first, second):
        ordering.accept(message)
    assert [ordering.pop(), ordering.pop()] == [started, first]
    assert ordering.leave(0) == Heard(seconds=0.2)
    assert round(ordering.unsent_s, 6) == 0.1


def test_a_failure_is_accepted_and_not_heard() -> None:
    ordering = Ordering()
    ordering.open(0)
    failed = Failed(**header(0, 0), code="c", message="m", retryable=True)
    assert ordering.accept(failed) is Receipt.ACCEPTED
    assert drain(ordering) == []
