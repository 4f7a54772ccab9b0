"""An audio file as the samples of its channels, part by part, and why one has none."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.error import FFmpegError, InvalidDataError

from backend_queues.base import Samples

LOWEST_RATE_HZ = 4_000
READ_HERE = "WAV, MP3, FLAC, M4A, WebM, Ogg or AAC"
SAVE_AGAIN = "save it again as WAV, MP3 or FLAC."
NO_AUDIO = f"holds no audio that can be read here, which is {READ_HERE}; {SAVE_AGAIN}"

# FFmpeg would also open playlists, which name other files and addresses.
FORMATS = "wav,mp3,flac,ogg,mov,matroska,aac"
# What a file of each is called, where FFmpeg's name is another.
FORMS = {"mov": "m4a", "matroska": "webm"}


class Unfit(Exception):
    """The file gives no recording; the message is the outcome's problem."""


class Sounds:
    """An open file: its form, as of FORMS in outcome.py, and its samples, which are read once."""

    def __init__(self, container: av.container.InputContainer) -> None:
        name = container.format.name.partition(",")[0]  # one of several, it may be
        self.form = FORMS.get(name, name)
        self._frames = _frames(container)
        self._first = next(self._frames, None)

    @property
    def rate_hz(self) -> int:
        """Raises Unfit: there are no samples, or too few a second."""
        if self._first is None:
            raise Unfit(NO_AUDIO)
        rate_hz = self._first.sample_rate
        if rate_hz < LOWEST_RATE_HZ:
            raise Unfit(
                f"has {rate_hz:,} samples a second; record with {LOWEST_RATE_HZ:,} or more."
            )
        return rate_hz

    def parts(self) -> Iterator[Samples]:
        """Yield float32 samples in [-1, 1], shape (channels, n). Raises Unfit."""
        rate_hz = self.rate_hz
        assert self._first
        yield _floats(self._first)
        for frame in self._frames:
            if frame.sample_rate != rate_hz:
                raise Unfit(f"changes its sample rate half way; {SAVE_AGAIN}")
            yield _floats(frame)


@contextmanager
def sounds_of(content: bytes) -> Iterator[Sounds]:
    """Open a file. Raises Unfit: it is no audio."""
    try:
        container = av.open(io.BytesIO(content), "r", options={"format_whitelist": FORMATS})
    except FFmpegError as error:
        raise Unfit(NO_AUDIO) from error
    with container:
        yield Sounds(container)


def _frames(container: av.container.InputContainer) -> Iterator[AudioFrame]:
    """Yield what can be decoded; many an MP3 has a damaged place or something appended."""
    if not container.streams.audio:
        return
    broken = whole = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
            whole += 1
        except InvalidDataError:
            broken += 1
        except FFmpegError as error:
            raise Unfit(NO_AUDIO) from error
    if broken > whole:
        raise Unfit(f"is damaged; {SAVE_AGAIN}")


def _floats(frame: AudioFrame) -> Samples:
    values = np.asarray(frame.to_ndarray())
    if not frame.format.is_planar:
        values = values.reshape(-1, frame.layout.nb_channels).T
    floats = values.astype(np.float32)
    if values.dtype.kind == "u":  # 8 bit, with silence at 128
        return floats / np.float32(128) - np.float32(1)
    if values.dtype.kind == "i":
        return floats / np.float32(2 ** (8 * values.itemsize - 1))
    return floats
