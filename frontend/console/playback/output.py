"""Where speech goes: a loudspeaker, a file, or a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from frontend.audio.formats import Encoding
from frontend.console.formats import STDOUT
from frontend.console.playback.clock import Gaps
from frontend.console.playback.file_output import WAV, EncodedFile, EncodedPipe, file_output
from frontend.console.playback.new_file import claimed
from frontend.console.playback.player import NoOutputDevice, Player

NEW_FILE = "speech"


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
    if path is not None:
        with file_output(path, encoding) as file:
            yield file
        return
    try:
        player = Player()
    except NoOutputDevice as error:
        with _new_file(error.message, say, encoding) as file:
            yield file
        return
    try:
        yield player
    finally:
        player.stop()


@contextmanager
def _new_file(
    reason: str, say: Callable[[str], None], encoding: Encoding
) -> Iterator[EncodedFile | EncodedPipe]:
    """Open a file that nobody has named, and say which."""
    path = claimed(Path(NEW_FILE).with_suffix(encoding.suffix))
    try:
        say(f"{reason} The speech goes to {path}.")
        with file_output(path, encoding) as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
