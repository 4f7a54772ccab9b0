"""Reads a book, rows or subtitles in a process of its own.

python -m frontend.jobs.readers.child LIMITS FOLDER NAME [code] < FILE
"""

from collections.abc import Iterable

import msgspec

from frontend.confinement.child import run
from frontend.jobs.job import Item
from frontend.jobs.readers.handing import handing_over
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.suffixes import KEEPS_CODE


def read(content: bytes, arguments: list[str]) -> tuple[msgspec.Struct, Iterable[Item]]:
    work = read_items(arguments[0], content, keeps_code=arguments[1:] == [KEEPS_CODE])
    return msgspec.structs.replace(work, items=[]), work.items


if __name__ == "__main__":
    run(handing_over(read))
