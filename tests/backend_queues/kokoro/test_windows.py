"""Windows cover what is heard of a sentence, each sample once, with context around."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import NormStatistics, Sentence
from backend_queues.kokoro.windows import CONTEXT, Decoder, Joining, Plan, heard_span, windows

SIZES = (36, 60, 92)
RIGHT, WRONG = 1.0, 9.0  # what is decoded with its context, and what without


class CountingRuntime:
    """Gives each frame's number as its samples, and WRONG where there was no context."""

    def __init__(self) -> None:
        self.decoded: list[tuple[int, int]] = []
        self.whole = 0

    def prepare(self, *_: object) -> Sentence | None:
        raise NotImplementedError

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Callable[[], bool],
    ) -> Samples | None:
        if cancelled():
            return None
        self.decoded.append((start, frames))
        numbers = np.arange(start, start + frames, dtype=np.float32) + RIGHT
        if start > 0:
            numbers[: CONTEXT - 1] = -WRONG
        if start + frames < sentence.frames:
            numbers[-CONTEXT + 1 :] = -WRONG
        return np.repeat(numbers, 300)

    def decode_whole(
        self, sentence: Sentence, cancelled: Callable[[], bool]
    ) -> tuple[Samples, NormStatistics]:
        self.whole += 1
        return np.ones(300 * sentence.frames, np.float32), STATISTICS


STATISTICS = NormStatistics(np.zeros(1, np.float32), np.zeros(1, np.float32))


class NoPredictor:
    def predict(self, sentence: Sentence) -> NormStatistics:
        return STATISTICS


def sentence(durations: list[int]) -> Sentence:
    """The first duration and the last one are of silence."""
    frames = 2 * sum(durations)
    curve = np.zeros(frames, np.float32)
    energy = np.full(frames, 5.0, np.float32)
    energy[: 2 * durations[0]] = energy[-2 * durations[-1] :] = -9.5
    hidden, source = (
        np.zeros(shape, np.float32) for shape in ((1, 512, frames), (1, 22, 60 * frames + 1))
    )
    counts: NDArray[np.int64] = np.array(durations)
    return Sentence(hidden, source, curve, energy, counts, np.zeros(256, np.float32))


def decoder(runtime: CountingRuntime, exact: int = 0) -> Decoder:
    return Decoder(runtime, NoPredictor(), Plan(SIZES, exact))  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 60), min_size=3, max_size=40))
def test_every_frame_that_is_heard_is_decoded_once_with_context(durations: list[int]) -> None:
    said = sentence(durations)
    runtime = CountingRuntime()
    samples = np.concatenate(list(decoder(runtime).decode(said, lambda: False)))
    first, end = heard_span(said.energy)
    assert len(samples) == 600 * sum(durations)
    numbers = samples.reshape(-1, 300)[:, 0]
    assert not numbers[:first].any() and not numbers[end:].any()
    assert np.array_equal(numbers[first:end], np.arange(first, end, dtype=np.float32) + RIGHT)
    assert all(frames in SIZES for _, frames in runtime.decoded)


def test_the_first_window_is_the_shortest_and_has_the_silence_before_it() -> None:
    said = sentence([20, *[6] * 40, 25])
    first_piece = next(decoder(CountingRuntime()).decode(said, lambda: False))
    first, _ = heard_span(said.energy)
    assert len(first_piece) == 300 * (first + SIZES[0] - 2 * CONTEXT)


def test_the_silences_keep_a_margin() -> None:
    assert heard_span(sentence([20, 5, 25]).energy) == (40 - 4, 50 + 8)
    assert heard_span(sentence([1, 5, 2]).energy) == (0, 16)


def test_speech_is_heard_from_where_it_is_loud_whatever_the_durations_say() -> None:
    said = sentence([20, 5, 25])
    said.energy[15:40] = -6.0
    assert heard_span(said.energy) == (11, 58)


def test_all_is_decoded_where_nothing_is_loud() -> None:
    assert heard_span(np.full(30, -9.0, np.float32)) == (0, 30)


def test_windows_grow() -> None:
    sizes = [window.frames for window in windows(0, 400, 400, SIZES)]
    assert sizes[:4] == [36, 60, 92, 92]


def test_windows_that_are_not_the_same_go_over_into_each_other() -> None:
    """Each is off by as much as none of its own steps is."""
    said = np.sin(np.arange(300 * 200, dtype=np.float32) / 40)
    joining = Joining((0, 200), 200)
    pieces = [
        joining.add(said[300 * it.start : 300 * (it.start + it.frames)] + 0.1 * (-1) ** n, it)
        for n, it in enumerate(windows(0, 200, 200, SIZES))
    ]
    joined = np.concatenate(pieces)
    assert len(joined) == len(said) and len(pieces) >= 3
    assert np.abs(np.diff(joined)).max() < np.abs(np.diff(said)).max() + 0.2 / 100
    assert np.abs(joined - said).max() < 0.11


def test_a_short_sentence_has_its_own_statistics() -> None:
    runtime = CountingRuntime()
    [samples] = decoder(runtime, exact=60).decode(sentence([10, 10, 10]), lambda: False)
    assert runtime.whole == 1 and not runtime.decoded and len(samples) == 600 * 30


@pytest.mark.parametrize("after", [0, 1, 2])
def test_nothing_follows_a_cancellation(after: int) -> None:
    runtime = CountingRuntime()
    pieces = decoder(runtime).decode(
        sentence([10, *[6] * 60, 10]), lambda: len(runtime.decoded) == after
    )
    assert len(list(pieces)) == after == len(runtime.decoded)
