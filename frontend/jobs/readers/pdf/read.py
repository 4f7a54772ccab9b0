"""A PDF as text: chapters by its outline, else by headings such as "Chapter 1", else by pages."""

import re
from collections.abc import Iterator

from pypdf import PdfReader

from frontend.jobs.readers.pdf.furniture import without_furniture
from frontend.jobs.readers.pdf.outline import Entry, outline_of
from frontend.jobs.readers.pdf.pages import BROKEN, opened, pages_of
from frontend.jobs.readers.pdf.paragraphs import Paragraph, paragraphs_of
from frontend.jobs.readers.work import Chapter, Warnings, Work, book_items, parted

MIN_HEADINGS = 2  # that are chapters; a single one may be a line of the text
_NO_TITLE = re.compile(r"untitled|microsoft word.{0,200}|.{0,200}\.(?:docx?|pdf|indd|tex|rtf|odt)")


def read_pdf(content: bytes, title: str) -> Work:
    warnings = Warnings()
    reader = opened(content)
    paragraphs = paragraphs_of(without_furniture(pages_of(reader, warnings)))
    known = _known(reader)
    title = known.get("/Title") or title
    return Work(
        title=title,
        author=known.get("/Author", ""),
        language=known.get("/Lang", ""),
        items=book_items(_chapters(paragraphs, outline_of(reader), title)),
        warnings=warnings,
    )


def _known(reader: PdfReader) -> dict[str, str]:
    """Return what the file says of itself: its title, author and language."""
    try:
        said = {**(reader.metadata or {}), "/Lang": reader.root_object.get("/Lang", "")}
        known = {key: " ".join(str(said.get(key) or "").split()) for key in ("/Author", "/Lang")}
        title = " ".join(str(said.get("/Title") or "").split())
    except BROKEN:
        return {}
    return {**known, "/Title": "" if _NO_TITLE.fullmatch(title.lower()) else title}


def _chapters(paragraphs: list[Paragraph], outline: list[Entry], title: str) -> Iterator[Chapter]:
    if outline:
        return _joined(_by_outline(paragraphs, outline, title))
    if sum(paragraph.is_heading for paragraph in paragraphs) >= MIN_HEADINGS:
        return _joined(_by_headings(paragraphs, title))
    return _joined((f"Page {paragraph.page}", paragraph.text) for paragraph in paragraphs)


def _by_outline(
    paragraphs: list[Paragraph], outline: list[Entry], title: str
) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs with their chapters, which begin where the title is on the page."""
    entries = iter(outline)
    entry = next(entries, None)
    for number, paragraph in enumerate(paragraphs):
        while entry and (
            paragraph.page > entry.page
            or (paragraph.page == entry.page and _is_at(entry, paragraphs, number))
        ):
            title, entry = entry.title, next(entries, None)
        yield title, paragraph.text


def _is_at(entry: Entry, paragraphs: list[Paragraph], number: int) -> bool:
    """Return whether the entry's chapter begins with the paragraph of that number.

    It does where its title is said; where it is not said on the page, with the first paragraph.
    """
    if _says(paragraphs[number].text, entry.title):
        return True
    for paragraph in paragraphs[number + 1 :]:
        if paragraph.page != entry.page:
            break
        if _says(paragraph.text, entry.title):
            return False
    return True


def _says(text: str, title: str) -> bool:
    said, wanted = _letters(text[: 2 * len(title) + 20]), _letters(title)
    return bool(wanted) and (said.startswith(wanted) or (bool(said) and wanted.endswith(said)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _by_headings(paragraphs: list[Paragraph], title: str) -> Iterator[tuple[str, str]]:
    for paragraph in paragraphs:
        title = paragraph.text if paragraph.is_heading else title
        yield title, paragraph.text


def _joined(said: Iterator[tuple[str, str]]) -> Iterator[Chapter]:
    """Yield the chapters of paragraphs that come with the titles of theirs."""
    last, paragraphs = "", list[str]()
    for title, text in said:
        if title != last:
            yield Chapter(last, paragraphs)
            last, paragraphs = title, []
        paragraphs += parted(text)
    yield Chapter(last, paragraphs)
