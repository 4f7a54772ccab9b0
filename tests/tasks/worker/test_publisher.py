"""Chunks are small where a listener waits, and few where the speech is ahead."""

import numpy as np
import pytest
from msgspec.structs import replace

from backend_queues.base import Samples, Speech, Word
from backend_queues.errors import SynthesisFailed
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask, Words
from tasks.worker.publisher import (
    FIRST_CHUNK_S,
    LONGEST_CHUNK_S,
    UNSENT_SHARE,
    Publisher,
    to_pcm,
)

RATE_HZ = 24_000
PART_S = 0.06
TASK = SegmentTask(
    utterance="u",
    segment_index=0,
    attempt=1,
    frontend="f",
    text="Hello.",
    voice="sine",
    language="en-US",
    options={},
    seed=0,
    pause_s=0.0,
    takes_silence=True,
)


class Bus(WorkerBus):
    """Keeps what is published."""

    def __init__(self) -> None:
        self.messages: list[AnyNumberedMessage] = []

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        self.messages += messages

    @property
    def chunks(self) -> list[Chunk]:
        return [it for it in self.messages if isinstance(it, Chunk)]

    @property
    def sent_s(self) -> float:
        return sum(chunk.seconds for chunk in self.chunks)


class Run:
    """A publisher, and the time."""

    def __init__(self, task: SegmentTask = TASK, needed_in_s: float = 0.0) -> None:
        self.now = 100.0
        self.bus = Bus()
        needed_at = self.now + needed_in_s
        self.publisher = Publisher(self.bus, task, RATE_HZ, lambda: self.now, needed_at=needed_at)
        self.given: list[Samples] = []

    def speak(self, seconds: float = PART_S, *words: Word) -> None:
        first = sum(map(len, self.given))
        samples = np.sin(np.arange(first, first + round(seconds * RATE_HZ)) * 0.05 + 1)
        self.given.append((0.5 * samples).astype(np.float32))
        self.publisher.speech(Speech(self.given[-1], words))

    @property
    def pcm(self) -> bytes:
        return to_pcm(np.concatenate(self.given))


def test_all_is_sent_before_others_are_spoken() -> None:
    run = Run()
    while run.bus.sent_s == sum(map(len, run.given)) / RATE_HZ:
        run.speak()
    run.publisher.send_all()
    assert b"".join(chunk.audio for chunk in run.bus.chunks) == run.pcm
    sent = len(run.bus.messages)
    run.publisher.send_all()
    assert len(run.bus.messages) == sent


def test_what_is_made_at_once_becomes_few_messages_and_loses_no_sample() -> None:
    run = Run()
    for _ in range(100):
        run.speak()
    run.publisher.finished(0.1)
    assert b"".join(chunk.audio for chunk in run.bus.chunks) == run.pcm
    assert len(run.bus.chunks) < 25
    assert [it.sequence for it in run.bus.messages] == list(range(1, len(run.bus.messages) + 1))
    assert [it.chunk_index for it in run.bus.chunks] == list(range(len(run.bus.chunks)))
    starts = np.cumsum([0, *(chunk.samples for chunk in run.bus.chunks)])
    assert [chunk.first_sample for chunk in run.bus.chunks] == list(starts[:-1])


def test_the_first_chunk_is_small_and_none_is_large() -> None:
    run = Run()
    run.speak(5.0)
    run.publisher.finished(0.1)
    first, *others = run.bus.chunks
    assert first.seconds == FIRST_CHUNK_S
    assert max(chunk.seconds for chunk in others) <= LONGEST_CHUNK_S


def test_of_what_is_needed_later_few_chunks_are_made_and_none_comes_late() -> None:
    """Each is as long as the share of the lead that may wait, or a second."""
    waited = Run(needed_in_s=10.0)
    for _ in range(100):
        waited.speak()
        waited.now += PART_S / 10
    waited.publisher.finished(0.1)
    assert b"".join(chunk.audio for chunk in waited.bus.chunks) == waited.pcm
    assert [round(it.seconds, 2) for it in waited.bus.chunks] == [1.02] * 5 + [0.9]


def test_what_is_needed_soon_is_not_held_back_for_longer_than_a_share_of_that() -> None:
    run = Run(needed_in_s=0.6)
    while not run.bus.chunks:
        run.speak()
        run.now += PART_S
    assert run.now - 100.0 <= 0.6 * UNSENT_SHARE + PART_S


def test_what_was_needed_before_it_is_begun_comes_at_once() -> None:
    run = Run(needed_in_s=-5.0)
    run.speak(0.3)
    assert [chunk.seconds for chunk in run.bus.chunks] == pytest.approx([FIRST_CHUNK_S, 0.2])


def test_of_a_long_part_nothing_waits() -> None:
    run = Run()
    run.speak(5.0)
    assert run.bus.sent_s == 5.0


def test_a_backend_that_just_keeps_up_is_not_held_back() -> None:
    run = Run()
    for count in range(1, 50):
        run.speak()
        assert run.bus.sent_s == pytest.approx(count * PART_S)
        run.now += PART_S


def test_what_waits_is_a_small_share_of_what_is_ahead() -> None:
    run = Run()
    began = run.now
    for count in range(1, 200):
        run.speak()
        ahead_s = run.bus.sent_s - (run.now - began)
        assert count * PART_S - run.bus.sent_s <= max(0.0, ahead_s * UNSENT_SHARE)
        run.now += PART_S / 3


def test_words_come_with_the_audio_that_they_came_with() -> None:
    run = Run()
    for count in range(50):
        run.speak(PART_S, Word(str(count), count * PART_S, (count + 1) * PART_S))
    run.publisher.finished(0.1)
    words: list[Word] = []
    heard_s = 0.0
    for message in run.bus.messages:
        if isinstance(message, Words):
            words += message.words
        elif isinstance(message, Chunk):
            heard_s += message.seconds
            assert len(words) * PART_S >= heard_s - 1e-9
    assert [word.text for word in words] == list(map(str, range(50)))


def test_what_waits_comes_before_the_end_and_before_a_failure() -> None:
    for error in (None, SynthesisFailed("broken")):
        run = Run()
        for _ in range(20):
            run.speak()
        assert run.bus.sent_s < 20 * PART_S
        run.publisher.failed(error) if error else run.publisher.finished(0.1)
        assert run.bus.sent_s == pytest.approx(20 * PART_S)
        assert isinstance(run.bus.messages[-1], Failed if error else Finished)


def test_what_the_listener_has_is_left_out() -> None:
    run = Run(replace(TASK, resume_sample=10_000))
    for _ in range(20):
        run.speak()
    run.publisher.finished(0.1)
    assert b"".join(chunk.audio for chunk in run.bus.chunks) == run.pcm[2 * 10_000 :]
    assert run.bus.chunks[0].first_sample == 10_000
    last = run.bus.messages[-1]
    assert isinstance(last, Finished) and last.samples == 20 * PART_S * RATE_HZ


@pytest.mark.parametrize("takes_silence", [True, False])
def test_a_pause_behind_speech_takes_no_room_in_the_chunk_of_both(takes_silence: bool) -> None:
    run = Run(replace(TASK, takes_silence=takes_silence))
    for _ in range(10):
        run.speak()
    pause = np.zeros(round(0.3 * RATE_HZ), np.float32)
    run.publisher.speech(Speech(pause))
    run.publisher.finished(0.1)
    assert b"".join(chunk.audio for chunk in run.bus.chunks) == run.pcm + to_pcm(pause)
    sounding = sum(len(chunk.pcm) for chunk in run.bus.chunks)
    assert sounding == len(run.pcm) + (0 if takes_silence else 2 * len(pause))
