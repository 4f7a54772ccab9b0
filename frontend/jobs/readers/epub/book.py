"""The documents of an EPUB to chapters, by its table of contents or else by their headings."""

from collections.abc import Iterator

from frontend.jobs.readers.epub.archive import Archive
from frontend.jobs.readers.epub.document import Document, read_document
from frontend.jobs.readers.epub.package import Package, read_package
from frontend.jobs.readers.work import Chapter, Work, book_items, parted


def read_epub(content: bytes, title: str) -> Work:
    archive = Archive(content)
    package = read_package(archive)
    archive.refuse_large(package.documents)
    title = package.title or title
    return Work(
        title=title,
        author=package.author,
        language=package.language,
        items=book_items(_chapters(archive, package, title)),
    )


def _chapters(archive: Archive, package: Package, title: str) -> Iterator[Chapter]:
    """Yield the chapters; what is before the first one goes by the book's title."""
    paragraphs: list[str] = []
    for name in package.documents:
        document = read_document(archive.read(name))
        start = 0
        for position, begun in _beginnings(document, name, package):
            paragraphs += _said(document, start, position)
            yield Chapter(title, paragraphs)
            title, paragraphs, start = begun, [], position
        paragraphs += _said(document, start, len(document.paragraphs))
    yield Chapter(title, paragraphs)


def _said(document: Document, start: int, end: int) -> list[str]:
    return [part for text in document.paragraphs[start:end] for part in parted(text)]


def _beginnings(document: Document, name: str, package: Package) -> Iterator[tuple[int, str]]:
    """Yield the paragraph that each chapter in the document begins with, and its title.

    A document without an entry in the contents goes on with the chapter before it.
    """
    if package.contents:
        entries = package.contents.get(name, [])
        found = ((document.anchors.get(entry.fragment, 0), entry.title) for entry in entries)
        yield from sorted(found, key=lambda beginning: beginning[0])
    elif document.heading:
        yield 0, document.heading
