"""A finished stream as a file that knows its length."""

import io
import wave

import av
import numpy as np
import pytest

from frontend.audio.completed import completed, completed_in_place
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import FORMATS, MPEG_HZ, Encoding

FRAME_HEADER, TAG = 4, 9  # of MPEG-2, of one channel


def tone(samples: int) -> bytes:
    return bytes((9_000 * np.sin(np.arange(samples) * 0.05)).astype("<i2").tobytes())


def streamed(encoding: Encoding, samples: int) -> bytes:
    encoder = open_encoder(encoding)
    return encoder.push(tone(samples)) + encoder.finish()


def decoded(audio: bytes) -> tuple[int, float | None]:
    """Return how many samples FFmpeg decodes, and the seconds that the file says it has."""
    with av.open(io.BytesIO(audio), "r") as container:
        count = sum(int(frame.samples) for frame in container.decode(container.streams.audio[0]))
        return count, container.duration and container.duration / 1_000_000


@pytest.mark.parametrize("rate_hz", MPEG_HZ)
@pytest.mark.parametrize("seconds", [0.1, 1.0, 7.123])
def test_a_whole_mp3_has_the_length_of_its_speech_to_the_sample(
    rate_hz: int, seconds: float
) -> None:
    encoding, samples = Encoding("mp3", rate_hz), round(seconds * rate_hz)
    count, told_s = decoded(completed(streamed(encoding, samples), encoding, samples))
    assert count == samples
    assert told_s == pytest.approx(seconds, abs=0.001)


def test_an_info_frame_says_how_much_follows() -> None:
    encoding = Encoding("mp3", 24_000)
    audio = streamed(encoding, 24_000)
    whole = completed(audio, encoding, 24_000)
    at = whole.index(b"Info")
    assert whole[at - TAG - FRAME_HEADER] == 0xFF
    frames = int.from_bytes(whole[at + 8 : at + 12], "big")
    size = int.from_bytes(whole[at + 12 : at + 16], "big")
    assert frames * 576 >= 24_000
    assert whole[-size:][:2] == b"\xff\xf3"  # it counts itself, and not the ID3 tag before it
    assert whole.endswith(audio[-1_000:])


def test_a_whole_wav_says_its_length() -> None:
    encoding = Encoding("wav", 8_000)
    whole = completed(streamed(encoding, 12_345), encoding, 12_345)
    with wave.open(io.BytesIO(whole)) as file:
        assert (file.getnframes(), file.getframerate()) == (12_345, 8_000)
        assert file.readframes(12_345) == tone(12_345)
    assert int.from_bytes(whole[4:8], "little") == len(whole) - 8


def test_a_whole_flac_says_its_length() -> None:
    encoding = Encoding("flac", 48_000)
    audio = streamed(encoding, 100_000)
    count, told_s = decoded(completed(audio, encoding, 100_000))
    assert count == 100_000
    assert told_s == pytest.approx(100_000 / 48_000, abs=0.001)
    assert decoded(audio) == (100_000, None)


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_sent_in_part_keeps_its_places(format: str) -> None:
    encoding = Encoding(format, 8_000)
    audio = streamed(encoding, 20_000)
    kept = completed_in_place(audio, encoding, 20_000)
    changed = [place for place, (a, b) in enumerate(zip(audio, kept, strict=True)) if a != b]
    assert len(changed) <= 8 and all(place < 44 for place in changed)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("audio", [b"", b"ID3", b"\xff", b"RIFF", b"fLaC", b"not audio at all"])
def test_what_is_no_such_file_is_left_alone(format: str, audio: bytes) -> None:
    assert completed(audio, Encoding(format, 8_000), 100) == audio
