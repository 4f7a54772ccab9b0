"""Cartesia's containers and encodings, as this server has them."""

from typing import Any

import msgspec
import pytest

from backend_queues.errors import InvalidOption, InvalidRequest
from frontend.audio.formats import Encoding
from frontend.server.vendors.cartesia.formats import encoding_of
from frontend.server.vendors.cartesia.messages import CartesiaFormat


def asked(container: str, encoding: str | None, rate: int = 16_000) -> CartesiaFormat:
    given: dict[str, Any] = {"container": container, "encoding": encoding, "sample_rate": rate}
    return msgspec.convert(given, CartesiaFormat)


@pytest.mark.parametrize(
    ("container", "encoding", "format"),
    [
        ("raw", "pcm_s16le", "pcm"),
        ("raw", "pcm_f32le", "pcm_f32"),
        ("raw", "pcm_mulaw", "mulaw"),
        ("raw", "pcm_alaw", "alaw"),
        ("wav", "pcm_s16le", "wav"),
        ("wav", "pcm_f32le", "wav_f32"),
        ("wav", "pcm_mulaw", "wav_mulaw"),
        ("wav", "pcm_alaw", "wav_alaw"),
        ("mp3", None, "mp3"),
    ],
)
def test_each_has_an_encoding(container: str, encoding: str | None, format: str) -> None:
    assert encoding_of(asked(container, encoding)) == Encoding(format, 16_000)


def test_what_is_wrong_is_told() -> None:
    with pytest.raises(InvalidRequest, match="output_format is missing"):
        encoding_of(None)
    with pytest.raises(InvalidRequest, match="encoding is missing; wav has"):
        encoding_of(asked("wav", None))
    with pytest.raises(InvalidRequest, match="events carry raw audio"):
        encoding_of(asked("mp3", None), raw=True)
    with pytest.raises(InvalidOption, match="mp3 has no sample rate of 9000 Hz"):
        encoding_of(asked("mp3", None, 9_000))
    with pytest.raises(InvalidOption, match="from 8000 to 48000"):
        encoding_of(asked("raw", "pcm_s16le", 96_000))
    with pytest.raises(msgspec.ValidationError, match="ogg"):
        asked("ogg", "pcm_s16le")
