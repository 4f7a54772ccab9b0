"""By the figures of its workers, a short text is waited for or not."""

import msgspec
import pytest

from frontend.audio.formats import check_encoding
from frontend.server.whole.short import SHORT_CHARACTERS, is_soon_whole
from tasks.messages import Presence
from tests.support.presences import WORKER


def worker(first_audio_s: float, growth: float, factor: float) -> Presence:
    """Return one that has spoken segments of 4 s."""
    return msgspec.structs.replace(
        WORKER,
        segment_s=4 * factor,
        real_time_factor=factor,
        first_audio_s=first_audio_s,
        first_audio_growth=growth,
    )


WAV = check_encoding("wav")
FAST = worker(first_audio_s=0.001, growth=0.0, factor=0.0005)
MADE_WHOLE = worker(first_audio_s=0.4, growth=0.1, factor=0.1)
STREAMING = worker(first_audio_s=0.12, growth=0.02, factor=0.1)


@pytest.mark.parametrize("workers", [[FAST], [MADE_WHOLE], [WORKER], []])
def test_what_comes_at_once_is_waited_for_and_so_is_what_nobody_has_measured(
    workers: list[Presence],
) -> None:
    assert is_soon_whole(SHORT_CHARACTERS, workers, WAV)


def test_what_is_made_while_it_sounds_is_not_waited_for() -> None:
    assert not is_soon_whole(60, [STREAMING], WAV)
    assert not is_soon_whole(60, [STREAMING, FAST], WAV)


def test_a_word_that_such_a_backend_makes_at_once_is() -> None:
    assert is_soon_whole(4, [STREAMING], WAV)


def test_a_long_text_is_not() -> None:
    assert not is_soon_whole(SHORT_CHARACTERS + 1, [FAST], WAV)


@pytest.mark.parametrize("format", ["mp3", "opus", "aac"])
def test_a_text_that_takes_its_encoder_long_is_not(format: str) -> None:
    encoding = check_encoding(format)
    assert not is_soon_whole(60, [FAST], encoding)
    assert is_soon_whole(4, [FAST], encoding)
