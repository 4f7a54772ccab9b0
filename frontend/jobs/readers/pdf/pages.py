"""The lines of a PDF's pages, by pypdf, whose limits bound what is unpacked for them."""

import io
import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.work import Warnings

MAX_PAGES = 5_000
SHOWN_PAGES = 10  # of those without text
MAX_FORMS = 50  # of a page, that are looked at for pictures
_NO_TABLE = b"\nstartxref\n0\n%%EOF\n"

# What pypdf raises for files that are not as they should be, beside its own errors.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    PyPdfError,
    RecursionError,
    TypeError,
    ValueError,
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_NO_TEXT = re.compile("[\ufffd\0-\x08\x0b-\x1f]")
_LEADERS = re.compile(r"(?:\. ?){5,200}|…{2,60}")  # to a page, in a table of contents
MOST_UNNAMED = 0.02  # of a page's signs that no script has: its font does not say what they are

# What it says of a file is of no use to who runs this.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


class Page(NamedTuple):
    """The lines of a page, and what it is numbered, from 1."""

    number: int
    lines: list[str]


def opened(content: bytes) -> PdfReader:
    """Open a PDF that anybody may read.

    Raises:
        InvalidRequest: it is none, damaged, or encrypted.
    """
    try:
        reader = _reader(content)
        if reader.is_encrypted and not _is_open_to_all(reader):
            raise InvalidRequest(
                "It is encrypted: save it without a password and without restrictions."
            )
        pages = len(reader.pages)
    except BROKEN as error:
        raise InvalidRequest("It is no PDF, or a damaged one.") from error
    if pages > MAX_PAGES:
        raise InvalidRequest(
            f"It has {pages:,} pages, and may have {MAX_PAGES:,}: send parts of it."
        )
    return reader


def _reader(content: bytes) -> PdfReader:
    try:
        return PdfReader(io.BytesIO(content), strict=False)
    except BROKEN:
        # Cut off before its end, it lacks what leads to its objects: then they are looked for.
        return PdfReader(io.BytesIO(content + _NO_TABLE), strict=False)


def pages_of(reader: PdfReader, warnings: Warnings) -> list[Page]:
    """Return the pages with text, and tell which have pictures alone.

    Raises:
        InvalidRequest: none has text.
    """
    pages, pictures = [], []
    for number, lines, has_pictures in _read(reader, warnings):
        if lines:
            pages.append(Page(number, lines))
        elif has_pictures:
            pictures.append(number)
    if not pages and pictures:
        raise InvalidRequest(
            "Its pages are pictures, as a scanner makes them, and hold no text: have it recognised "
            "(OCR) first."
        )
    if pictures:
        shown = ", ".join(map(str, pictures[:SHOWN_PAGES]))
        more = ", ..." if len(pictures) > SHOWN_PAGES else ""
        warnings.add(f"Pages that are pictures hold no text, and are left out: {shown}{more}.")
    return pages


def _is_open_to_all(reader: PdfReader) -> bool:
    """Return whether it only asks not to be printed or changed, and opens without a password."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:  # it needs ciphers that are not installed
        return False


def _read(reader: PdfReader, warnings: Warnings) -> Iterator[tuple[int, list[str], bool]]:
    for number in range(1, len(reader.pages) + 1):
        try:
            page = reader.pages[number - 1]
            text = _cleaned(page.extract_text())
            lines = [line for line in text.splitlines() if line.strip()]
            if _is_unnamed(text):
                warnings.add(
                    f"The letters of page {number} cannot be told: its fonts lack their names."
                )
            elif any(map(str.isalpha, text)):  # more than its number
                yield number, [line for line in lines if not _LEADERS.search(line)], False
            else:
                yield number, [], _has_pictures(page)
        except BROKEN:
            warnings.add(f"Page {number} of it is damaged, and is left out.")


def _cleaned(text: str) -> str:
    """Return the text without signs that nobody can say, and ligatures as their letters."""
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _NO_TEXT.sub("", text)


def _is_unnamed(text: str) -> bool:
    """Return whether the signs are not those that a reader sees."""
    unnamed = sum(unicodedata.category(char) in ("Cn", "Co") for char in text)
    return unnamed > MOST_UNNAMED * len(text)


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    if not objects:
        return False
    forms = list(objects.get_object().values())[:MAX_FORMS]
    return any(form.get_object().get("/Subtype") in ("/Image", "/Form") for form in forms)
