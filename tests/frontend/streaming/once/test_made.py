"""Only a segment that is there whole is taken from the log."""

from collections.abc import Sequence

import msgspec
import pytest

from frontend.streaming.once.made import made_segments
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, Started, Words

HEADER = {"utterance": "u", "segment_index": 3, "attempt": 2}
STARTED = Started(**HEADER, sequence=0, worker="w")  # type: ignore[arg-type]
FIRST = Chunk(**HEADER, sequence=1, chunk_index=0, first_sample=0, pcm=b"1234", sample_rate_hz=9)  # type: ignore[arg-type]
WORDS = Words(**HEADER, sequence=2, words=())  # type: ignore[arg-type]
LAST = Chunk(**HEADER, sequence=3, chunk_index=1, first_sample=2, pcm=b"56", sample_rate_hz=9)  # type: ignore[arg-type]
FINISHED = Finished(**HEADER, sequence=4, samples=3, synthesis_s=1.0)  # type: ignore[arg-type]
WHOLE: list[AnyNumberedMessage] = [STARTED, FIRST, WORDS, LAST, FINISHED]


def test_a_whole_segment_is_as_if_this_generation_had_got_it() -> None:
    made = made_segments(WHOLE, "u.1")
    expected = [msgspec.structs.replace(one, utterance="u.1", attempt=1) for one in WHOLE]
    assert made == {3: expected}


@pytest.mark.parametrize("missing", range(len(WHOLE)))
def test_a_segment_of_which_anything_is_missing_is_not_there(missing: int) -> None:
    assert made_segments(WHOLE[:missing] + WHOLE[missing + 1 :], "u.1") == {}


@pytest.mark.parametrize(
    "messages",
    [
        [STARTED, msgspec.structs.replace(FIRST, first_sample=2), WORDS, LAST, FINISHED],
        [*WHOLE[:4], msgspec.structs.replace(FINISHED, samples=9)],
        [STARTED, Failed(**HEADER, sequence=1, code="c", message="m", retryable=True)],  # type: ignore[arg-type]
        [*WHOLE[:2], *WHOLE],
        [],
    ],
    ids=["resumed", "longer", "failed", "twice", "nothing"],
)
def test_an_attempt_that_is_not_the_whole_segment_is_not_taken(
    messages: Sequence[AnyNumberedMessage],
) -> None:
    assert made_segments(messages, "u.1") == {}


def test_an_attempt_that_was_given_up_does_not_hide_the_next() -> None:
    given_up = [msgspec.structs.replace(one, attempt=1) for one in WHOLE[:2]]
    assert list(made_segments([*given_up, *WHOLE], "u.1")) == [3]


def test_what_another_backend_went_on_with_is_not_the_whole() -> None:
    assert made_segments(WHOLE, "u.1", {3}) == {}
