"""Streams share FLAC's coder: each has its own numbers, and is what a coder of its own makes."""

import io
from contextlib import closing

import av
import numpy as np
import pytest

from frontend.audio.flac import FlacEncoder, numbered

NUMBERS = (
    0,
    1,
    127,
    128,
    2_047,
    2_048,
    65_535,
    65_536,
    2_097_151,
    2_097_152,
    67_108_864,
    2**31 - 1,
)


def noise(rate_hz: int, seconds: float, seed: int) -> bytes:
    samples = np.random.default_rng(seed).integers(-9_000, 9_000, round(rate_hz * seconds))
    return samples.astype("<i2").tobytes()


def frames_of(pcm: bytes, rate_hz: int) -> list[bytes]:
    """Return what libav writes for a stream of its own, without the file's beginning."""
    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        options = {"compression_level": "2"}
        stream = container.add_stream("flac", rate_hz, options, layout="mono", format="s16")
        samples = np.frombuffer(pcm, "<i2").reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = rate_hz
        packets = [*stream.encode(frame), *stream.encode(None)]
        return [bytes(packet) for packet in packets if packet.size]


@pytest.mark.parametrize("rate_hz", [8_000, 8_001, 12_345, 24_000, 44_100, 48_000])
def test_each_of_several_streams_is_what_a_coder_of_its_own_makes(rate_hz: int) -> None:
    """8,001 and 12,345 Hz stand in the frames' headers; from 3.5 s on, numbers have two bytes."""
    sounds = [noise(rate_hz, 6.01, seed) for seed in range(3)]
    with closing(FlacEncoder(rate_hz)) as a, closing(FlacEncoder(rate_hz)) as b:
        taken = [bytearray(), bytearray()]
        for at in range(0, len(sounds[0]), 10_001):
            for encoder, sound, data in zip((a, b), sounds, taken, strict=False):
                data += encoder.push(sound[at : at + 10_001])
        for encoder, data in zip((a, b), taken, strict=True):
            data += encoder.finish()
    for sound, data in zip(sounds, taken, strict=False):
        assert data.startswith(b"fLaC")
        assert data[42:] == b"".join(frames_of(sound, rate_hz))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_frame_can_have_any_number_and_its_own_back(number: int) -> None:
    [frame, *_] = frames_of(noise(24_000, 0.1, 0), 24_000)
    renumbered = numbered(frame, number)
    assert numbered(renumbered, 0) == frame
    coded = renumbered[4 : len(renumbered) - len(frame) + 5]
    assert coded.decode("utf-8", "surrogatepass") == chr(number) if number < 0x110000 else coded


def test_more_rates_than_coders_that_are_kept() -> None:
    """A coder that is no longer kept is made again; the stream does not notice."""
    rates_hz = range(16_000, 16_012)
    encoders = {rate_hz: FlacEncoder(rate_hz) for rate_hz in rates_hz}
    sounds = {rate_hz: noise(rate_hz, 0.3, rate_hz) for rate_hz in rates_hz}
    data = {rate_hz: bytearray() for rate_hz in rates_hz}
    for part in range(3):
        for rate_hz, encoder in encoders.items():
            size = len(sounds[rate_hz]) // 3
            data[rate_hz] += encoder.push(sounds[rate_hz][part * size : (part + 1) * size])
    for rate_hz, encoder in encoders.items():
        whole = bytes(data[rate_hz] + encoder.finish())
        heard = sounds[rate_hz][: len(sounds[rate_hz]) // 3 * 3 // 2 * 2]
        assert whole[42:] == b"".join(frames_of(heard, rate_hz))


def test_a_stream_without_audio_is_a_beginning() -> None:
    encoder = FlacEncoder(24_000)
    assert len(encoder.push(b"") + encoder.finish()) == 42
    assert encoder.finish() == b""
