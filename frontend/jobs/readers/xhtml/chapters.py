"""Chapters of a work that has no table of contents: its headings, or else its files."""

from collections import Counter
from collections.abc import Iterable, Iterator

from frontend.jobs.readers.work import Chapter, parted
from frontend.jobs.readers.xhtml.document import Document, Heading

DEEPEST_LEVEL = 3  # of a heading that may begin a chapter


def chapters_of(documents: Iterable[Document], title: str) -> Iterator[Chapter]:
    """Yield the chapters; what is before the first one goes by the work's title."""
    documents = list(documents)
    level = _level(documents)
    if not level:
        yield from _files(documents, title)
        return
    paragraphs: list[str] = []
    for document in documents:
        start = 0
        for heading in _beginnings(document, level):
            paragraphs += said(document, start, heading.paragraph)
            yield Chapter(title, paragraphs)
            title, paragraphs, start = heading.text, [], heading.paragraph
        paragraphs += said(document, start, len(document.paragraphs))
    yield Chapter(title, paragraphs)


def _level(documents: Iterable[Document]) -> int:
    """Return the level of headings that part the work, 0 if it has none.

    It is the highest that there is more than one of: the only one is the title of the work.
    """
    levels = Counter(
        heading.level
        for document in documents
        for heading in document.headings
        if heading.level <= DEEPEST_LEVEL
    )
    return min(
        (level for level, count in levels.items() if count > 1), default=max(levels, default=0)
    )


def _beginnings(document: Document, level: int) -> Iterator[Heading]:
    """Yield the headings that begin a chapter; the first of a document always does."""
    headings = (heading for heading in document.headings if heading.level <= DEEPEST_LEVEL)
    for number, heading in enumerate(headings):
        if not number or heading.level <= level:
            yield heading


def _files(documents: list[Document], title: str) -> Iterator[Chapter]:
    """Yield a chapter for each file, by its title, if no two have the same."""
    titles = [document.title for document in documents]
    have_own = 1 < len(set(titles)) == len(titles)
    for document, own in zip(documents, titles, strict=True):
        paragraphs = said(document, 0, len(document.paragraphs))
        yield Chapter((have_own and own) or title, paragraphs)


def said(document: Document, start: int, end: int) -> list[str]:
    return [part for text in document.paragraphs[start:end] for part in parted(text)]
