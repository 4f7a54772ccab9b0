"""The lines of pages to paragraphs, which may go on over the end of a page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from frontend.jobs.readers.headings import heading_of
from frontend.jobs.readers.pdf.pages import Page
from frontend.text.script import is_cjk

FULL = 0.85  # of the width of the page's lines; a line that is shorter may be the last of its own
SHORT = 0.6  # a line that is even shorter is one by itself
USUAL = 0.8  # of the width of most lines, which the lines of a page have at least

_ENDS = re.compile(r"[.!?:…。！？][\"'”’»)\]」』]{0,3}$")
_ITEM = re.compile(r"[•◦▪‣·*–—-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_HYPHEN = ("-", "\u00ad", "‐")


class Paragraph(NamedTuple):
    """A paragraph, and the page that it begins on; a heading is marked."""

    page: int
    text: str
    is_heading: bool = False


def paragraphs_of(pages: list[Page]) -> list[Paragraph]:
    """Return the paragraphs in reading order; words that a line's end has parted are whole."""
    return [_paragraph(number, lines) for number, lines in _blocks(pages)]


def _blocks(pages: list[Page]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each paragraph, and the page that it begins on."""
    usual = _width([line for page in pages for line in page.lines])
    block: list[str] = []
    begun = 0
    for page in pages:
        width = max(_width(page.lines), USUAL * usual)
        is_first = True
        for line in map(str.strip, page.lines):
            if block and _begins(line, block[-1], width, is_first):
                yield begun, block
                block = []
            if not block:
                begun = page.number
            block.append(line)
            is_first = False
    if block:
        yield begun, block


def _width(lines: list[str]) -> float:
    """Return how many characters most of the lines have at most."""
    widths = sorted(len(line.strip()) for line in lines)
    return float(widths[len(widths) * 9 // 10]) if widths else 0.0


def _begins(line: str, before: str, width: float, is_first: bool) -> bool:
    """Return whether a paragraph begins with the line, which may be the first of a page."""
    if before.endswith(_HYPHEN) and line[:1].islower():
        return False
    if _ITEM.match(line) or heading_of([line]) or heading_of([before]):
        return True
    if len(before) < SHORT * width and not line[:1].islower():
        return True
    return (is_first or len(before) < FULL * width) and _ENDS.search(before) is not None


def _paragraph(page: int, lines: list[str]) -> Paragraph:
    parts = [lines[0]]
    for line in lines[1:]:
        last = parts[-1]
        if last.endswith(_HYPHEN) and last[-2:-1].isalpha() and line[:1].islower():
            parts[-1] = last[:-1]
        elif not (is_cjk(last[-1]) and is_cjk(line[0])):
            parts.append(" ")
        parts.append(line)
    text = " ".join("".join(parts).replace("\u00ad", "").split())
    return Paragraph(page, text, bool(heading_of([text])))
