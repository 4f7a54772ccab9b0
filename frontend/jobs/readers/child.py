"""Reads a book, rows or subtitles in a process of its own.

python -m frontend.jobs.readers.child LIMITS FOLDER NAME [notes] [code] < FILE
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from frontend.confinement.child import run
from frontend.jobs.job import Item
from frontend.jobs.readers.handing import COVER, WITH_NOTES, handing_over
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.suffixes import KEEPS_CODE


def read(content: bytes, folder: Path, arguments: list[str]) -> None:
    def read_work(content: bytes, _: list[str]) -> tuple[msgspec.Struct, Iterable[Item]]:
        told = arguments[1:]
        work = read_items(arguments[0], content, WITH_NOTES in told, keeps_code=KEEPS_CODE in told)
        if work.cover:
            (folder / COVER).write_bytes(work.cover)
        return msgspec.structs.replace(work, items=[], cover=b""), work.items

    handing_over(read_work)(content, folder, arguments)


if __name__ == "__main__":
    run(read)
