"""A file that is complete or absent: it is written beside its place, and put there at the end."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontend.console.playback.pipe import write_errors


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Yield a new file in the same folder, which replaces the path's if the block succeeds.

    Nobody else has it: of two commands that write to one path at once, each writes a whole file.
    Where the path is a link, what it leads to is replaced, so that /dev/stdout stays one.

    Raises:
        InvalidConfiguration: it cannot be written.
    """
    with write_errors(path):
        place = Path(os.path.realpath(path))
        part = place.with_name(f".voice-server-{secrets.token_hex(6)}.part")
        part.touch(exist_ok=False)  # libav would tell only once there is speech
    try:
        yield part
        with write_errors(path):
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def claimed(path: Path) -> Path:
    """Make an empty file of that name, or with a number if there is one, and return its path.

    So no other command takes the same name.

    Raises:
        InvalidConfiguration: none can be made.
    """
    number, free = 2, path
    with write_errors(path):
        while True:
            try:
                free.touch(exist_ok=False)
            except FileExistsError:
                free = path.with_stem(f"{path.stem}-{number}")
                number += 1
            else:
                return free
