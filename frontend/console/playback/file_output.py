"""Speech that is written: into a file that is complete or absent, a pipe, or a device."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from frontend.audio.audio_file import AudioFile
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import Encoding
from frontend.audio.resample import Resampler
from frontend.client import SAMPLE_RATE_HZ
from frontend.console.formats import STDOUT, is_device
from frontend.console.playback.clock import Gaps
from frontend.console.playback.new_file import written_beside
from frontend.console.playback.pipe import Pipe, write_errors

WAV = Encoding("wav", SAMPLE_RATE_HZ)


class EncodedFile:
    """Writes a new file, whose header has its length once it is finished."""

    gaps: Gaps | None = None  # a file plays nothing

    def __init__(self, part: Path, path: Path, encoding: Encoding) -> None:
        """`part` is what is written; it will be called `path`."""
        self.name = str(path)
        self._resampler = Resampler(encoding.sample_rate_hz)
        self._file = AudioFile(part, encoding, {}, lambda _: write_errors(path))

    async def write(self, pcm: bytes) -> None:
        """Raises InvalidConfiguration when the disk is full."""
        self._file.push(self._resampler.push(pcm, SAMPLE_RATE_HZ))

    async def finish(self) -> None:
        self._file.push(self._resampler.flush())
        self._file.finish()

    def close(self) -> None:
        self._file.close()


class EncodedPipe:
    """Writes a stream as it comes; no header of it knows how long it will be."""

    gaps: Gaps | None = None  # it is played at the other end, if at all

    def __init__(self, fd: int, name: str, encoding: Encoding) -> None:
        self.name = name
        self._pipe = Pipe(fd, name)
        self._resampler = Resampler(encoding.sample_rate_hz)
        self._encoder = open_encoder(encoding)

    async def write(self, pcm: bytes) -> None:
        """Raises InvalidConfiguration when it is closed at the other end."""
        await self._pipe.write(self._encoder.push(self._resampler.push(pcm, SAMPLE_RATE_HZ)))

    async def finish(self) -> None:
        rest = self._encoder.push(self._resampler.flush())
        await self._pipe.write(rest + self._encoder.finish())

    def close(self) -> None:
        self._encoder.close()


@contextmanager
def file_output(path: Path, encoding: Encoding = WAV) -> Iterator[EncodedFile | EncodedPipe]:
    """Open the file, or standard output for "-".

    Raises:
        InvalidConfiguration: the file cannot be written.
        EncodingFailed: this machine's codecs do not have the format.
    """
    if path == STDOUT:
        with closing(EncodedPipe(sys.stdout.fileno(), "standard output", encoding)) as output:
            yield output
    elif is_device(path):
        with write_errors(path):
            pipe = path.open("wb", buffering=0)
        with pipe, closing(EncodedPipe(pipe.fileno(), str(path), encoding)) as output:
            yield output
    else:
        with (
            written_beside(path) as part,
            closing(EncodedFile(part, path, encoding)) as file,
        ):
            yield file
