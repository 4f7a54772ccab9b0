"""A PDF's outline, which its readers show beside the pages."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from pypdf import PdfReader

from frontend.jobs.readers.pdf.pages import BROKEN

MAX_ENTRIES = 2_000
DEEPEST = 2  # levels that begin chapters


class Entry(NamedTuple):
    """What begins on a page, by its number from 1."""

    page: int
    title: str


def outline_of(reader: PdfReader) -> list[Entry]:
    """Return the entries in the order of the pages; none if there is no outline to be read."""
    try:
        entries = list(islice(_entries(reader, reader.outline, 1), MAX_ENTRIES))
    except BROKEN:
        return []
    return sorted(entries, key=lambda entry: entry.page)


def _entries(reader: PdfReader, outline: list[Any], level: int) -> Iterator[Entry]:
    for entry in outline:
        if isinstance(entry, list):
            if level < DEEPEST:
                yield from _entries(reader, entry, level + 1)
            continue
        page = reader.get_destination_page_number(entry)
        title = " ".join(str(entry.title or "").split())
        if page is not None and page >= 0 and title:
            yield Entry(page + 1, title)
