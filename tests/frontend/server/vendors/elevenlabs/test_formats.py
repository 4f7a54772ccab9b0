"""ElevenLabs' output formats are those of our encoders."""

import pytest

from frontend.audio.formats import Encoding, check_encoding
from frontend.server.vendors.elevenlabs.formats import FORMATS, encoding_of
from frontend.server.vendors.elevenlabs.messages import SpeechQuery
from frontend.server.vendors.elevenlabs.words import InvalidInput


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_made(name: str) -> None:
    encoding = encoding_of(name)
    assert check_encoding(encoding.format, encoding.sample_rate_hz) == encoding
    assert str(encoding.sample_rate_hz) in name


def test_the_default_is_theirs() -> None:
    assert encoding_of(SpeechQuery().output_format) == Encoding("mp3", 44_100)


@pytest.mark.parametrize("name", ["", "pcm", "mp3_44100_999", "pcm_96000", "PCM_24000"])
def test_another_one_is_an_error_of_the_query(name: str) -> None:
    with pytest.raises(InvalidInput, match="mp3_44100_128") as raised:
        encoding_of(name)
    assert raised.value.loc == ("query", "output_format")
