"""Reads a book, rows or subtitles in a process of its own.

python -m frontend.jobs.readers.child LIMITS FOLDER NAME [notes] [code] < FILE
"""

from collections.abc import Iterable

import msgspec

from frontend.confinement.child import run
from frontend.jobs.job import Item
from frontend.jobs.readers.handing import WITH_NOTES, handing_over
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.suffixes import KEEPS_CODE


def read(content: bytes, arguments: list[str]) -> tuple[msgspec.Struct, Iterable[Item]]:
    told = arguments[1:]
    work = read_items(arguments[0], content, WITH_NOTES in told, keeps_code=KEEPS_CODE in told)
    return msgspec.structs.replace(work, items=[]), work.items


if __name__ == "__main__":
    run(handing_over(read))
