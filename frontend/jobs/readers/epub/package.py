"""What an EPUB says of itself: its title, its documents in reading order, its contents."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.epub.archive import Archive, resolved

_CONTAINER = "META-INF/container.xml"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NCX = "application/x-dtbncx+xml"
_TEXTS = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")


class Entry(NamedTuple):
    """A line of the table of contents, and the id that it points to, or ""."""

    title: str
    fragment: str


class Package(NamedTuple):
    """What the package document tells; names are those in the archive."""

    title: str
    author: str
    language: str
    documents: list[str]  # in reading order, without the table of contents
    contents: dict[str, list[Entry]]  # by the document that they point into


class _Manifest(NamedTuple):
    names: dict[str, str]  # by id
    texts: set[str]  # the names of documents that hold text
    nav: str  # "" if there is none, as of the next
    ncx: str


def read_package(archive: Archive) -> Package:
    """Return what the book says of itself.

    Raises:
        InvalidRequest: it is no EPUB.
    """
    if _CONTAINER not in archive:
        raise InvalidRequest(f"It is no EPUB: it has no {_CONTAINER}.")
    root_file = archive.read_xml(_CONTAINER).find(".//{*}rootfile")
    path = "" if root_file is None else root_file.get("full-path", "")
    root = archive.read_xml(path)
    manifest = _manifest(root, path)
    contents: dict[str, list[Entry]] = {}
    for document, entry in _contents(archive, manifest):
        contents.setdefault(document, []).append(entry)
    return Package(
        title=next(_metadata(root, "title"), ""),
        author=", ".join(_metadata(root, "creator")),
        language=next(_metadata(root, "language"), ""),
        documents=list(_documents(root, path, manifest)),
        contents=contents,
    )


def _text_of(element: etree._Element) -> str:
    """Return the text in an element, with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def _metadata(root: etree._Element, name: str) -> Iterator[str]:
    """Yield the texts of the Dublin Core elements of that name."""
    return filter(None, map(_text_of, root.iterfind(f"{{*}}metadata//{{*}}{name}")))


def _manifest(root: etree._Element, path: str) -> _Manifest:
    names: dict[str, str] = {}
    texts: set[str] = set()
    nav = ncx = ""
    for item in root.iterfind("{*}manifest/{*}item"):
        name, _ = resolved(path, item.get("href", ""))
        names[item.get("id", "")] = name
        if item.get("media-type") in _TEXTS:
            texts.add(name)
        if "nav" in item.get("properties", "").split():
            nav = name
        if item.get("media-type") == _NCX:
            ncx = name
    return _Manifest(names, texts, nav, ncx)


def _documents(root: etree._Element, path: str, manifest: _Manifest) -> Iterator[str]:
    """Yield each document of the reading order once, but none that only lists the contents."""
    seen = {manifest.nav}
    for reference in root.iterfind("{*}guide/{*}reference"):
        if reference.get("type") == "toc":
            seen.add(resolved(path, reference.get("href", ""))[0])
    for item in root.iterfind("{*}spine/{*}itemref"):
        name = manifest.names.get(item.get("idref", ""))
        if name is None:
            raise InvalidRequest(f"Its spine names {item.get('idref')!r}, its manifest does not.")
        if item.get("linear") != "no" and name in manifest.texts and name not in seen:
            seen.add(name)
            yield name


def _contents(archive: Archive, manifest: _Manifest) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of the table of contents, of whatever depth, and their documents."""
    nav = list(_of_nav(archive, manifest.nav)) if manifest.nav in archive else []
    if nav:
        yield from nav
    elif manifest.ncx in archive:
        yield from _of_ncx(archive, manifest.ncx)


def _of_nav(archive: Archive, name: str) -> Iterator[tuple[str, Entry]]:
    for nav in archive.read_xml(name).iter("{*}nav"):
        if "toc" in nav.get(_TYPE, "").split():
            for link in nav.iter("{*}a"):
                if title := _text_of(link):
                    document, fragment = resolved(name, link.get("href", ""))
                    yield document, Entry(title, fragment)


def _of_ncx(archive: Archive, name: str) -> Iterator[tuple[str, Entry]]:
    for point in archive.read_xml(name).iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None and (title := _text_of(label)):
            document, fragment = resolved(name, content.get("src", ""))
            yield document, Entry(title, fragment)
