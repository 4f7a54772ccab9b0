"""The documents of an EPUB to chapters, by its table of contents or else by their headings."""

from collections.abc import Iterator

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import MAX_COVER_BYTES, read_cover
from frontend.jobs.readers.epub.contents import Contents
from frontend.jobs.readers.epub.package import Package, read_package
from frontend.jobs.readers.epub.unmarked import leave_out_pages
from frontend.jobs.readers.work import Chapter, Warnings, Work, book_items
from frontend.jobs.readers.xhtml.chapters import chapters_of, said
from frontend.jobs.readers.xhtml.document import Document, read_document
from frontend.jobs.readers.xhtml.notes import leave_out_notes
from frontend.jobs.readers.zipped.archive import Archive, Unreadable


def read_epub(content: bytes, title: str, with_notes: bool = False) -> Work:
    """Read all that can be read; the rest is told of in the work's warnings."""
    warnings = Warnings()
    archive = Archive(content, "EPUB", warnings)
    package = read_package(archive, warnings, with_notes)
    archive.refuse_large(package.documents)
    documents = _documents(archive, package, warnings, with_notes)
    leave_out_pages(documents, warnings, with_notes=with_notes)
    if not with_notes:
        leave_out_notes(documents, archive.find, warnings)
    title = package.title or title
    return Work(
        title=title,
        author=package.author,
        language=package.language,
        date=package.date,
        items=book_items(_chapters(documents, package.contents, title)),
        cover=_cover(archive, package, warnings),
        warnings=warnings,
    )


def _cover(archive: Archive, package: Package, warnings: Warnings) -> bytes:
    """Return the picture of the cover, b"" without one that players show."""
    if not package.cover_image:
        return b""
    try:
        return read_cover(archive.read_picture(package.cover_image, MAX_COVER_BYTES)).data
    except (Unreadable, InvalidRequest) as error:
        warnings.add(f"It is spoken without its cover. {error}")
        return b""


def _documents(
    archive: Archive, package: Package, warnings: Warnings, with_notes: bool
) -> dict[str, Document]:
    """Return the documents that can be read by their names, in reading order."""
    documents = {}
    for name in package.documents:
        try:
            content = archive.read(name)
        except Unreadable as error:
            warnings.add(str(error))
        else:
            documents[name] = read_document(content, with_notes, name in package.covers)
    return documents


def _chapters(documents: dict[str, Document], contents: Contents, title: str) -> Iterator[Chapter]:
    if any(name in contents for name in documents):
        return _by_contents(documents, contents, title)
    return chapters_of(documents.values(), title)


def _by_contents(
    documents: dict[str, Document], contents: Contents, title: str
) -> Iterator[Chapter]:
    """Yield the chapters; what is before the first one goes by the book's title.

    A document without an entry in the contents goes on with the chapter before it.
    """
    paragraphs: list[str] = []
    for name, document in documents.items():
        start = 0
        for position, begun in _beginnings(document, contents, name):
            paragraphs += said(document, start, position)
            yield Chapter(title, paragraphs)
            title, paragraphs, start = begun, [], position
        paragraphs += said(document, start, len(document.paragraphs))
    yield Chapter(title, paragraphs)


def _beginnings(document: Document, contents: Contents, name: str) -> list[tuple[int, str]]:
    """Return the paragraph that each chapter in the document begins with, and its title."""
    found = (
        (document.anchors.get(entry.fragment, (0, 0))[0], entry.title)
        for entry in contents.get(name, [])
    )
    return sorted(found, key=lambda beginning: beginning[0])
