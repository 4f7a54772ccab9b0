"""The samples that other services' clients ask for: float32, and WAV files of other codecs."""

import io
from contextlib import closing

import av
import numpy as np
import pytest

from backend_queues.errors import InvalidOption
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import VENDOR_FORMATS, Encoding, check_encoding

RATE_HZ = 24_000
PCM = np.rint(20_000 * np.sin(np.arange(RATE_HZ) / 20)).astype("<i2")
CODECS = {"wav_f32": "pcm_f32le", "wav_mulaw": "pcm_mulaw", "wav_alaw": "pcm_alaw"}


def encoded(format: str, cut: int = 2_401) -> bytes:
    data = PCM.tobytes()
    with closing(open_encoder(Encoding(format, RATE_HZ))) as encoder:
        return encoder.push(data[:cut]) + encoder.push(data[cut:]) + encoder.finish()


def test_float_samples_are_those_that_were_pushed() -> None:
    floats = np.frombuffer(encoded("pcm_f32"), "<f4")
    assert np.array_equal(floats * 32_768, PCM)


@pytest.mark.parametrize("format", CODECS)
def test_a_reader_of_wav_finds_the_codec_and_every_sample(format: str) -> None:
    with av.open(io.BytesIO(encoded(format)), "r") as container:
        stream = container.streams.audio[0]
        samples = np.concatenate([frame.to_ndarray() for frame in container.decode(stream)], 1)
        assert stream.codec_context.name == CODECS[format]
        assert (stream.rate, stream.channels) == (RATE_HZ, 1)
    scale = 32_768 if format == "wav_f32" else 1
    assert samples.shape == (1, RATE_HZ)
    assert np.abs(samples[0] * scale - PCM).max() <= (0 if format == "wav_f32" else 1_024)


def test_a_stream_without_audio_still_has_its_header() -> None:
    with closing(open_encoder(Encoding("wav_mulaw", 8_000))) as encoder:
        assert encoder.finish().startswith(b"RIFF")


@pytest.mark.parametrize("format", VENDOR_FORMATS)
def test_they_are_of_no_protocol_of_our_own(format: str) -> None:
    assert check_encoding(format, 8_000, VENDOR_FORMATS) == Encoding(format, 8_000)
    with pytest.raises(InvalidOption, match="There is no format"):
        check_encoding(format)
