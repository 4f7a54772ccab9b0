"""Where speech goes: a loudspeaker, a file, or a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from frontend.audio.formats import Encoding
from frontend.console.formats import STDOUT
from frontend.console.playback.clock import Gaps
from frontend.console.playback.file_output import WAV, file_output
from frontend.console.playback.player import NoOutputDevice, Player

NEW_FILE = Path("speech.wav")


class AudioOutput(Protocol):
    """Takes pcm: mono little-endian int16 at 24,000 Hz."""

    @property
    def name(self) -> str:
        """The file's path, "" if it is not a file."""

    @property
    def gaps(self) -> Gaps | None:
        """The gaps that the listener has heard; None if nothing is played here."""

    async def write(self, pcm: bytes) -> None:
        """Write the pcm; return when more can be written.

        Raises:
            InvalidConfiguration: it cannot be written; the message says why.
        """

    async def finish(self) -> None:
        """Return when everything has been written, or played."""


@contextmanager
def output(
    path: Path | None,
    say: Callable[[str], None],
    encoding: Encoding = WAV,
    *,
    pipes: bool = True,
) -> Iterator[AudioOutput]:
    """Open the file; without one, standard output if it is a pipe, or else the output device.

    If there is no device, it is a new file in the current folder, and `say` gets a sentence about
    it. Leaving the block by an error removes what was written and stops playback at once.

    Raises:
        InvalidConfiguration: the file cannot be written.
    """
    if path is None and pipes and not sys.stdout.isatty():
        path = STDOUT
    opened = _player(say) if path is None else path
    if isinstance(opened, Path):
        with file_output(opened, encoding) as file:
            yield file
        return
    try:
        yield opened
    finally:
        opened.stop()


def _player(say: Callable[[str], None]) -> Player | Path:
    """Open the output device; if there is none, say so and return the path of a new file."""
    try:
        return Player()
    except NoOutputDevice as error:
        path = new_file(NEW_FILE)
        say(f"{error.message} The speech goes to {path}.")
        return path


def new_file(path: Path) -> Path:
    """Return the path, or one with a number, such that no file of that name exists yet."""
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
