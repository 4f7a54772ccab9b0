"""Has a file read by a process of its own, as it may come from anybody."""

import logging
from pathlib import PurePath
from typing import IO, TypeVar

import msgspec

from backend_queues.errors import InvalidRequest, shown
from frontend.confinement.leavings import Unbelievable
from frontend.confinement.limits import Limits
from frontend.confinement.process import Reader, ReaderFault, ReadingFailed
from frontend.confinement.readers import Place
from frontend.jobs.readers.handing import TOO_MUCH, WITH_NOTES, Handed, handed_over
from frontend.jobs.readers.suffixes import KEEPS_CODE, check_suffix
from frontend.jobs.readers.work import Work, bounded
from frontend.protocol.faults import internal_error

log = logging.getLogger(__name__)

T = TypeVar("T", bound=msgspec.Struct)

MAX_NAME_CHARS = 300
LIMITS = Limits(memory_bytes=768 * 2**20, cpu_s=60, wall_s=120.0, file_bytes=256 * 2**20)
OF_FILES = Reader("frontend.jobs.readers.child", LIMITS)


async def read_file(
    name: str,
    file: IO[bytes],
    place: Place,
    with_notes: bool = False,
    *,
    keeps_code: bool = False,
) -> Work:
    """Return what the file holds. `file` is one of the system's, with a `fileno`.

    `with_notes`: notes of a book are said where they stand.
    `keeps_code`: with the blocks of code that a Markdown file has.

    Raises:
        InvalidRequest: it cannot be read; the message says why.
        InternalError: the reader has a fault.
    """
    check_suffix(name)
    path = PurePath(name)
    short = path.stem[: MAX_NAME_CHARS - len(path.suffix)] + path.suffix
    told = {WITH_NOTES: with_notes, KEEPS_CODE: keeps_code}
    arguments = [_sent(short), *(word for word, is_told in told.items() if is_told)]
    work, items, cover = await read_confined(OF_FILES, Work, name, file, place, *arguments)
    return bounded(msgspec.structs.replace(work, items=items, cover=cover))


async def read_confined(
    reader: Reader, kind: type[T], called: str, file: IO[bytes], place: Place, *arguments: str
) -> Handed[T]:
    """Return what a reader makes of a file; its header is of that kind.

    Raises:
        InvalidRequest: it cannot be read; the message says why.
        InternalError: the reader has a fault.
    """
    try:
        async with place.reading(reader, file, *arguments) as folder:
            return await place.do(lambda: handed_over(folder, kind))
    except (ReaderFault, Unbelievable) as error:
        raise internal_error(log, "A file could not be read.", error, file=called) from error
    except ReadingFailed as error:
        log.warning("%s could not be read: %r", shown(called), str(error))
        raise InvalidRequest(f"{shown(called)} cannot be read. {TOO_MUCH}") from error


def _sent(name: str) -> str:
    """Return a name as a program's argument can have it."""
    return name.replace("\0", "").encode("utf-8", "replace").decode()
