"""Where speech goes: the ears, a file, or a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from frontend.console.playback.clock import Gaps
from frontend.console.playback.player import NoOutputDevice, Player
from frontend.console.playback.wav_output import STDOUT, wav_output

NEW_FILE = Path("speech.wav")


class Output(Protocol):
    """Takes pcm: mono little-endian int16 at 24,000 Hz."""

    @property
    def name(self) -> str:
        """The file's path, "" if there is none."""

    @property
    def gaps(self) -> Gaps | None:
        """What the listener here has heard of gaps; None is where nobody listens."""

    async def write(self, pcm: bytes) -> None:
        """Return when more can be taken.

        Raises:
            InvalidConfiguration: it cannot be written; the message says why.
        """

    async def finish(self) -> None:
        """Return when all of it has been written, or heard."""


@contextmanager
def output(
    path: Path | None, say: Callable[[str], None], *, pipes: bool = True
) -> Iterator[Output]:
    """Open the file; without one, standard output if it is a pipe, or else the output device.

    Where there is no device, it is a new file of the current folder, which `say` is told of. To
    leave the block by an error removes what was written, and is silent at once.

    Raises:
        InvalidConfiguration: the file cannot be written.
    """
    if path is None and pipes and not sys.stdout.isatty():
        path = STDOUT
    if path is None:
        try:
            player = Player()
        except NoOutputDevice as error:
            path = new_file(NEW_FILE)
            say(f"{error.message} The speech goes to {path}.")
        else:
            try:
                yield player
            finally:
                player.stop()
            return
    with wav_output(path) as wav:
        yield wav


def new_file(path: Path) -> Path:
    """Return the path, or one with a number, so that there is no such file yet."""
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
