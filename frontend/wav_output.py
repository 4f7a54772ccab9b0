"""Where `voice-server speak` puts its WAV: a file that is whole or not there, or a pipe."""

import sys
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from frontend.audio.wav import wav_header
from frontend.client import SAMPLE_RATE_HZ
from tasks.errors import InvalidConfiguration

WritePcm = Callable[[bytes], None]
STDOUT = Path("-")


@contextmanager
def wav_output(path: Path) -> Iterator[WritePcm]:
    """Yield what writes pcm to the file, or to standard output for "-".

    Raises:
        InvalidConfiguration: the file cannot be written.
    """
    if path == STDOUT:
        yield _pipe_writer(sys.stdout.buffer)
    elif path.exists() and not path.is_file():  # a named pipe or a device
        with _told_of(path):
            pipe = path.open("wb")
        with pipe:
            yield _pipe_writer(pipe)
    else:
        with _new_file(path) as write:
            yield write


@contextmanager
def _new_file(path: Path) -> Iterator[WritePcm]:
    """Write beside the file first; its header gets the length at the end."""
    part = path.with_name(f".{path.name}.part")
    with _told_of(path):
        file = part.open("wb")
    try:
        with file, wave.open(file, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(SAMPLE_RATE_HZ)
            yield wav.writeframesraw
        with _told_of(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidConfiguration(f"Cannot write {path}: {error.strerror or error}.") from error


def _pipe_writer(pipe: BinaryIO) -> WritePcm:
    """The header, which cannot tell the length, goes out with the first audio."""
    header = wav_header(SAMPLE_RATE_HZ)

    def write(pcm: bytes) -> None:
        nonlocal header
        pipe.write(header + pcm)
        pipe.flush()
        header = b""

    return write
