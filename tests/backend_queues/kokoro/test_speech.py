"""Words come with the piece of speech in which they begin."""

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples, Speech
from backend_queues.kokoro.speech import SAMPLES_PER_DURATION, Rendering, speak
from backend_queues.kokoro.words import spoken_word

WORDS = [spoken_word("one", "abc "), spoken_word("two", "de "), spoken_word("three", "f")]
DURATIONS: NDArray[np.int64] = np.array([10, *[4] * 8, 10])
LENGTH = int(DURATIONS.sum()) * SAMPLES_PER_DURATION
START_OF_TWO = (10 + 4 * 4) * SAMPLES_PER_DURATION


def spoken(*lengths: int, cancelled_after: int = 99) -> list[Speech]:
    found: list[Speech] = []
    pieces: list[Samples] = [np.full(n, 2.0, np.float32) for n in lengths]
    rendering = Rendering.of(pieces, DURATIONS)
    for speech in speak(WORDS, lambda _: rendering, lambda: len(found) >= cancelled_after):
        found.append(speech)
    return found


def texts(speech: Speech) -> list[str]:
    return [word.text for word in speech.words]


def test_a_word_comes_with_the_piece_it_begins_in() -> None:
    parts = spoken(START_OF_TWO, 1, LENGTH - START_OF_TWO - 1)
    assert [texts(part) for part in parts] == [["one"], ["two"], ["three"]]
    assert parts[1].words[0].start_s == START_OF_TWO / 24_000


def test_times_do_not_depend_on_the_pieces() -> None:
    [whole] = spoken(LENGTH)
    assert whole.words == tuple(w for part in spoken(9000, LENGTH - 9000) for w in part.words)


def test_samples_are_clipped() -> None:
    assert {float(part.samples.max()) for part in spoken(100, LENGTH - 100)} == {1.0}


def test_nothing_follows_a_cancellation() -> None:
    assert len(spoken(100, 100, LENGTH - 200, cancelled_after=1)) == 1
