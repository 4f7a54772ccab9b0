"""What a page has beside its text: running heads and page numbers, which repeat."""

import re
from collections import Counter
from collections.abc import Iterator

from frontend.jobs.readers.pdf.pages import Page

EDGE_LINES = 2  # at the top and at the bottom, that may be heads and numbers
REPEATS = 3  # pages on which a head is, at least
MAX_HEAD_CHARS = 120

_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[a-z]{3}[.!?]$")  # whose numbers are its own
_PAGE = r"(?:(?:page|p\.|seite|página|pagina|pág\.|strona|第)\s?)?"
_NUMBER = re.compile(
    rf"[-–—\[|. ]{{0,4}}{_PAGE}(?:\d{{1,4}}|[ivxlc]{{1,7}})"
    r"(?:\s?(?:/|of|von|de|sur|di|van|z)\s?\d{1,4})?\s?页?[-–—\]|. ]{0,4}",
    re.IGNORECASE,
)


def without_furniture(pages: list[Page]) -> list[Page]:
    """Return the pages without the lines at their edges that repeat, and without their numbers."""
    counted = Counter(key for page in pages for key in {key for _, key in _edges(page.lines)})
    return [page._replace(lines=_text_lines(page.lines, counted, len(pages))) for page in pages]


def _edges(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the lines at the edges, and what repeats of them."""
    numbers = [*range(EDGE_LINES), *range(-EDGE_LINES, 0)]
    for number in dict.fromkeys(n % len(lines) for n in numbers if -len(lines) <= n < len(lines)):
        key = " ".join(lines[number].casefold().split())
        if len(key) <= MAX_HEAD_CHARS:
            yield number, key if _SENTENCE.search(key) else _DIGITS.sub("#", key)


def _text_lines(lines: list[str], counted: Counter[str], pages: int) -> list[str]:
    dropped = {number for number, key in _edges(lines) if counted[key] >= REPEATS}
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    if pages > 1:
        for edge in (0, -1):
            if kept and _NUMBER.fullmatch(kept[edge].strip()):
                kept.pop(edge)
    return kept
