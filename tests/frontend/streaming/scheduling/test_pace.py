"""From a few measured figures: when a text would start, and what must be said until it goes on."""

import msgspec
import pytest

from backend_queues.base import Capabilities
from frontend.streaming.scheduling.pace import STREAMING_START_S, UNKNOWN_START_S, Pace
from tests.support.presences import WORKER

WINDOWS = Pace(first_audio_s=0.12, first_audio_growth=0.02, real_time_factor=0.1, audio_s=4.0)
WHOLE = Pace(first_audio_s=2.4, first_audio_growth=0.6, real_time_factor=0.6, audio_s=4.0)
SLOW = Pace(first_audio_s=8.0, first_audio_growth=2.0, real_time_factor=2.0, audio_s=4.0)


def test_a_text_starts_later_the_longer_it_is_if_it_is_made_whole() -> None:
    assert WHOLE.start_s(60) == pytest.approx(2.4)
    assert WHOLE.start_s(120) == pytest.approx(4.8)
    assert WINDOWS.start_s(120) == pytest.approx(0.2)
    assert WHOLE.start_s(0) == 0.0


def test_what_is_made_whole_has_no_rest_and_what_streams_has_one() -> None:
    assert WHOLE.rest_s(120) == 0.0
    assert WINDOWS.rest_s(120) == pytest.approx(0.8 - 0.2)
    assert WINDOWS.rest_s(5) == 0.0
    assert Pace.of([]).rest_s(100) == 0.0


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("pace", [WINDOWS, WHOLE, SLOW])
@pytest.mark.parametrize("chars", [40.0, 120.0, 300.0])
def test_the_covering_phrase_ends_just_when_the_rest_is_there(
    pace: Pace, chars: float, workers: int
) -> None:
    phrase = pace.covering_chars(chars, workers)
    phrase_s = phrase / 15
    phrase_done_s = pace.real_time_factor * phrase_s if workers == 1 else 0.0
    rest_starts_s = phrase_done_s + pace.start_s(chars - phrase)
    assert pace.start_s(phrase) + phrase_s == pytest.approx(rest_starts_s)
    assert 0 < phrase < chars


def test_what_streams_needs_hardly_any_phrase() -> None:
    assert WINDOWS.covering_chars(120, workers=1) < 5
    assert WHOLE.covering_chars(120, workers=1) == pytest.approx(120 * 0.6 / 1.6)
    assert WHOLE.covering_chars(120, workers=2) < WHOLE.covering_chars(120, workers=1)


def test_nothing_covers_where_no_cut_avoids_a_gap() -> None:
    hopeless = msgspec.structs.replace(SLOW, first_audio_growth=0.1)
    assert hopeless.covering_chars(120, workers=1) == 0.0


def test_the_figures_are_means_of_the_workers_that_have_some() -> None:
    spoken = msgspec.structs.replace(
        WORKER, segment_s=1.0, real_time_factor=0.5, first_audio_s=0.4, first_audio_growth=0.2
    )
    other = msgspec.structs.replace(spoken, first_audio_s=0.8, first_audio_growth=0.4)
    figures = msgspec.structs.astuple(Pace.of([spoken, other, WORKER]))
    assert figures == pytest.approx((0.6, 0.3, 0.5, 2.0))


def test_what_is_unknown_is_slow_unless_it_says_that_it_streams() -> None:
    streaming = Capabilities(languages=("en",), streams=True)
    worker = msgspec.structs.replace(WORKER, capabilities=streaming)
    assert Pace.of([]).start_s(100) == UNKNOWN_START_S
    assert Pace.of([WORKER, worker]).start_s(100) == UNKNOWN_START_S
    assert Pace.of([worker]).start_s(100) == STREAMING_START_S
    assert Pace.of([WORKER]).covering_chars(100, workers=1) == 0.0


def test_figures_that_make_no_sense_are_unknown() -> None:
    odd = msgspec.structs.replace(WORKER, first_audio_s=0.1, real_time_factor=0.0)
    assert Pace.of([odd]).first_audio_s == UNKNOWN_START_S
