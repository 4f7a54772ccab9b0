"""Which formats and sample rates a client may ask for."""

import pytest

from backend_queues.errors import InvalidOption
from frontend.audio.formats import FORMATS, RAW, Encoding, check_encoding


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_has_a_rate_of_its_own(format: str) -> None:
    encoding = check_encoding(format)
    assert encoding == Encoding(format, 8_000 if format in ("mulaw", "alaw") else 24_000)
    assert check_encoding(format, encoding.sample_rate_hz) == encoding
    assert encoding.media_type.startswith("audio/")
    assert encoding.suffix.startswith(".")


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidOption, match="'ogg'.*pcm, wav, mp3, opus, aac, flac, mulaw, alaw"):
        check_encoding("ogg")


def test_a_format_beyond_those_allowed_is_refused() -> None:
    with pytest.raises(InvalidOption, match="there are: pcm, mulaw, alaw"):
        check_encoding("mp3", among=RAW)


@pytest.mark.parametrize(
    ("format", "rate_hz", "named"),
    [
        ("pcm", 7_999, "every whole number from 8000 to 48000"),
        ("wav", 48_001, "every whole number from 8000 to 48000"),
        ("mp3", 8_001, "11025.*44100"),
        ("aac", 96_000, "11025.*44100"),
        ("opus", 44_100, "8000, 12000, 16000, 24000, 48000"),
        ("flac", 0, "8000"),
        ("mulaw", -8_000, "8000"),
    ],
)
def test_a_rate_it_does_not_have_is_refused_with_those_it_has(
    format: str, rate_hz: int, named: str
) -> None:
    with pytest.raises(
        InvalidOption, match=f"{format} has no sample rate of {rate_hz} Hz.*{named}"
    ):
        check_encoding(format, rate_hz)
