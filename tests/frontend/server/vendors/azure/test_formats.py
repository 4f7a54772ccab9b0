"""Azure's names of formats, as what the encoders make."""

import pytest

from backend_queues.errors import InvalidRequest
from frontend.audio.formats import Encoding
from frontend.server.vendors.azure.formats import NAMES, encoding_of


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("raw-24khz-16bit-mono-pcm", Encoding("pcm", 24_000)),
        ("raw-22050hz-16bit-mono-pcm", Encoding("pcm", 22_050)),
        ("riff-44100hz-16bit-mono-pcm", Encoding("wav", 44_100)),
        (" RIFF-8kHz-16bit-mono-pcm ", Encoding("wav", 8_000)),
        ("raw-8khz-8bit-mono-mulaw", Encoding("mulaw", 8_000)),
        ("raw-8khz-8bit-mono-alaw", Encoding("alaw", 8_000)),
        ("audio-16khz-128kbitrate-mono-mp3", Encoding("mp3", 16_000)),
        ("audio-48khz-96kbitrate-mono-mp3", Encoding("mp3", 48_000)),
        ("ogg-24khz-16bit-mono-opus", Encoding("opus", 24_000)),
    ],
)
def test_a_name_is_a_format_and_a_rate(name: str, encoding: Encoding) -> None:
    assert encoding_of(name) == encoding


@pytest.mark.parametrize(
    "name",
    [
        "webm-24khz-16bit-mono-opus",
        "raw-16khz-16bit-mono-truesilk",
        "riff-8khz-8bit-mono-mulaw",
        "amr-wb-16000hz",
        "mp3",
        "x" * 10_000,
    ],
)
def test_what_is_not_made_is_refused_with_all_that_is(name: str) -> None:
    with pytest.raises(InvalidRequest) as raised:
        encoding_of(name)
    assert raised.value.message.startswith("There is no format '")
    assert raised.value.message.endswith(f"there are: {', '.join(NAMES)}.")


def test_a_missing_header_is_named() -> None:
    with pytest.raises(InvalidRequest, match="^X-Microsoft-OutputFormat is missing; there are: "):
        encoding_of("")
