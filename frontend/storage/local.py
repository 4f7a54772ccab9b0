"""Whole files in a folder of this machine, also after a power cut, and what killed processes leave.

A file is written into a folder of unfinished ones, synced to the disk, and renamed into its place;
then the folder is synced, without which the name might be gone after a power cut.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

UNFINISHED = ".unfinished"  # in the root: what is being written


class NotWanted(Exception):
    """Nobody waits any more for what is written."""


def replace_file(
    root: Path, target: Path, fill: Callable[[IO[bytes]], object], is_wanted: Callable[[], bool]
) -> None:
    """Put a new file in the target's place, once the whole of it is on the disk.

    Raises:
        NotWanted: `is_wanted` says so at the end; a late write could undo what came after it.
    """
    unfinished = root / UNFINISHED
    if not unfinished.is_dir():
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=unfinished)  # for its owner alone, too
    try:
        with open(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(handle)
        if not is_wanted():
            raise NotWanted
        changed = _make_folder(target.parent)
        os.replace(name, target)
        for folder in changed:
            _sync(folder)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def free_bytes(folder: Path) -> int:
    """Return how much room there is on the disk of a folder, which need not be there yet."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free


def unfinished_files(root: Path) -> dict[str, tuple[int, int]]:
    """Return what is being written, or was when its process was killed: size and time, by name."""
    found = {}
    with suppress(FileNotFoundError):
        for path in (root / UNFINISHED).iterdir():
            with suppress(FileNotFoundError):  # it is finished just now
                status = path.stat()
                found[path.name] = (status.st_size, status.st_mtime_ns)
    return found


def delete_unfinished(root: Path, name: str) -> None:
    (root / UNFINISHED / name).unlink(missing_ok=True)


def delete_path(path: Path) -> None:
    """Delete a file, or a folder with all that is in it, though another does so at once."""
    while os.path.lexists(path):
        with suppress(FileNotFoundError):  # the other was quicker with a part of it
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder; return it and those above that have a new one in them, the lowest first."""
    changed = [folder]
    while not changed[-1].is_dir() and changed[-1] != changed[-1].parent:
        changed.append(changed[-1].parent)
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
