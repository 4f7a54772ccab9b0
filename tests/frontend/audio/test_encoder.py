"""Every encoder, at every rate it has: what is decoded is what was pushed, and nothing leaks."""

import gc
import re
import resource
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.audio.encoder import Encoder, open_encoder
from frontend.audio.formats import FORMATS, MPEG_HZ, OPUS_HZ, Encoding, check_encoding
from frontend.audio.libav import EncodingFailed
from tests.frontend.audio.hearing import CODECS, decode, decoded_hz, likeness, probe

SOME_HZ = (8_000, 8_001, 22_050, 24_000, 44_100, 48_000)
RATES_HZ = {"mp3": MPEG_HZ, "aac": MPEG_HZ, "opus": OPUS_HZ}
EVERY_ENCODING = [
    Encoding(format, rate_hz) for format in FORMATS for rate_hz in RATES_HZ.get(format, SOME_HZ)
]
EXACT = ("pcm", "wav", "flac", "opus", "mulaw", "alaw")
LOSSLESS = ("pcm", "wav", "flac")
CODEC_FORMATS = ("mp3", "opus", "aac", "flac", "mulaw", "alaw")  # those of libav
DELAY_LIMIT = 2_400  # samples of mp3 and aac beyond the stream's, at both ends together
STREAMS = 400
# What an open stream was seen to take, between its push of a second and the next. LAME itself takes
# 270 kB, libav's coder of aac 720, and the one of flac is shared.
OPEN_BYTES = {
    "mp3": 320_000,
    "opus": 260_000,
    "aac": 850_000,
    "flac": 10_000,
    "mulaw": 10_000,
    "alaw": 10_000,
}
MARKS = {"wav": b"RIFF", "opus": b"OpusHead", "flac": b"fLaC"}


def voice_like(rate_hz: int, seconds: float = 1.0) -> bytes:
    """Return pcm of a tone that rises and swells, so that no part of it is like another."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    tone = np.sin(2 * np.pi * (200 + 400 * times) * times) * (0.3 + 0.2 * np.sin(9 * times))
    return np.rint(32_767 * tone).astype("<i2").tobytes()


def encode(encoding: Encoding, pcm: bytes, cuts: list[int]) -> bytes:
    """Encode the pcm, which is pushed in parts that are cut at these bytes."""
    with closing(open_encoder(encoding)) as encoder:
        edges = [0, *sorted(cut for cut in cuts if cut < len(pcm)), len(pcm)]
        parts = [encoder.push(pcm[a:b]) for a, b in pairwise(edges)]
        return b"".join([*parts, encoder.finish()])


@pytest.mark.parametrize("encoding", EVERY_ENCODING, ids=lambda e: f"{e.format}-{e.sample_rate_hz}")
def test_it_sounds_as_what_was_pushed(encoding: Encoding) -> None:
    pcm = voice_like(encoding.sample_rate_hz)
    heard = decode(encode(encoding, pcm, [2_401, 9_000, 9_001]), encoding)
    alike, lag = likeness(heard, decoded_hz(encoding), pcm, encoding.sample_rate_hz)
    assert alike > (0.9999 if encoding.format in LOSSLESS else 0.99)
    length = len(pcm) // 2 * decoded_hz(encoding) // encoding.sample_rate_hz
    if encoding.format in EXACT:
        assert len(heard) == length
        assert lag == 0
    else:
        assert length <= len(heard) - lag
        assert len(heard) <= length + DELAY_LIMIT


@pytest.mark.parametrize("rate_hz", [8_000, 24_000, 48_000])
@pytest.mark.parametrize("format", FORMATS)
def test_ffprobe_finds_one_good_stream(format: str, rate_hz: int) -> None:
    encoding = check_encoding(format, rate_hz)
    found = probe(encode(encoding, voice_like(encoding.sample_rate_hz), [4_800]), encoding)
    assert found["codec_name"] == CODECS.get(encoding.format, encoding.format)
    assert int(found["sample_rate"]) == decoded_hz(encoding)
    assert found["channels"] == 1


@pytest.mark.parametrize("format", LOSSLESS)
def test_without_loss_it_is_the_same_to_the_bit(format: str) -> None:
    pcm = voice_like(24_000)
    heard = decode(encode(check_encoding(format), pcm, [4_800]), check_encoding(format))
    assert np.array_equal(np.rint(heard * 32_767).astype("<i2"), np.frombuffer(pcm, "<i2"))


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=20)
@given(cuts=st.lists(st.integers(0, 24_000), max_size=8))
def test_how_it_is_cut_cannot_be_heard(format: str, cuts: list[int]) -> None:
    """Parts may be empty, or end within a sample."""
    encoding = check_encoding(format)
    pcm = voice_like(encoding.sample_rate_hz, seconds=0.25)
    whole = decode(encode(encoding, pcm, []), encoding)
    assert np.array_equal(decode(encode(encoding, pcm, cuts), encoding), whole)


@pytest.mark.parametrize("format", FORMATS)
def test_the_first_chunk_gives_audio_at_once(format: str) -> None:
    """A worker's first chunk is 0.1 s long; no format waits for more than that."""
    encoding = check_encoding(format)
    with closing(open_encoder(encoding)) as encoder:
        first = encoder.push(voice_like(encoding.sample_rate_hz, seconds=0.1))
        # One packet of aac is too little to be known as such.
        found = probe(first, encoding, "aac" if format == "aac" else "")
        assert int(found["nb_read_packets"]) > 0


@pytest.mark.parametrize(("format", "mark"), MARKS.items())
def test_a_stream_is_one_container(format: str, mark: bytes) -> None:
    encoding = check_encoding(format)
    data = encode(encoding, voice_like(encoding.sample_rate_hz, 3.0), [*range(0, 144_000, 12_000)])
    assert len(re.findall(mark, data)) == 1


@pytest.mark.parametrize("format", CODEC_FORMATS)
def test_a_closed_encoder_gives_nothing(format: str) -> None:
    """A thread may come to its push only after the stream has been broken off."""
    encoder = open_encoder(check_encoding(format))
    encoder.push(voice_like(8_000))
    encoder.close()
    encoder.close()
    assert encoder.push(voice_like(8_000)) == b""


@pytest.mark.parametrize("format", CODEC_FORMATS)
def test_what_the_codec_cannot_do_is_told_in_a_sentence(format: str) -> None:
    """No request gets so far: a rate that is none is refused before."""
    with (
        pytest.raises(EncodingFailed, match=f"encoded as {format}.*ask for wav"),
        closing(open_encoder(Encoding(format, -1))) as encoder,
    ):
        encoder.push(bytes(4_800))


@pytest.fixture
def no_collector() -> Iterator[None]:
    """What goes is what has been given back, not what Python found later."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.no_cover
@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(("format", "open_bytes"), OPEN_BYTES.items())
@pytest.mark.parametrize("finished", [True, False])
def test_many_streams_leave_no_memory_behind(format: str, open_bytes: int, finished: bool) -> None:
    encoding = check_encoding(format)
    pcm = voice_like(encoding.sample_rate_hz, 0.05)

    def stream() -> None:
        with closing(open_encoder(encoding)) as encoder:
            encoder.push(pcm)
            if finished:
                encoder.finish()

    for _ in range(50):
        stream()
    before = resident_bytes()
    for _ in range(STREAMS):
        stream()
    assert resident_bytes() - before < STREAMS * open_bytes / 2


@pytest.mark.no_cover
@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(("format", "open_bytes"), OPEN_BYTES.items())
def test_an_open_stream_takes_no_more_than_its_codec(format: str, open_bytes: int) -> None:
    encoding = check_encoding(format)
    pcm = voice_like(encoding.sample_rate_hz)
    with ExitStack() as opened:

        def streams(count: int) -> None:
            encoders = [opened.enter_context(closing(open_encoder(encoding))) for _ in range(count)]
            for _ in range(3):
                for encoder in encoders:
                    encoder.push(pcm)

        streams(5)
        before = resident_bytes()
        streams(50)
        assert resident_bytes() - before < 50 * 1.25 * open_bytes


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.parametrize("format", CODEC_FORMATS)
def test_it_may_be_closed_while_a_thread_encodes(format: str) -> None:
    encoding = check_encoding(format)
    pcm = voice_like(encoding.sample_rate_hz, 0.25)
    for _ in range(20):
        encoder = open_encoder(encoding)
        encoding_begun = threading.Event()

        def push(encoder: Encoder = encoder, begun: threading.Event = encoding_begun) -> None:
            for _ in range(4):
                encoder.push(pcm)
                begun.set()

        thread = threading.Thread(target=push)
        thread.start()
        encoding_begun.wait()
        encoder.close()
        thread.join()
        assert encoder.push(pcm) == b""
