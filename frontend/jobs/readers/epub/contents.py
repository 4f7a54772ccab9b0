"""A book's table of contents: nav.xhtml, or else toc.ncx."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from frontend.jobs.readers.epub.manifest import Manifest
from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.xhtml.marks import types_of
from frontend.jobs.readers.xhtml.xml import parsed_xml
from frontend.jobs.readers.zipped.archive import Archive, Unreadable, resolved


class Entry(NamedTuple):
    """A line of the table of contents, and the id that it points to, or ""."""

    title: str
    fragment: str


Contents = Mapping[str, list[Entry]]  # by the names of documents in the archive


def contents_of(archive: Archive, manifest: Manifest, ncx_id: str, warnings: Warnings) -> Contents:
    """Return the entries, of whatever depth; none if there is no table that can be read."""
    for name, read in ((manifest.nav, _of_nav), (manifest.ncx(ncx_id), _of_ncx)):
        if not name:
            continue
        try:
            root = parsed_xml(archive.read(name))
        except Unreadable as error:
            warnings.add(f"{error} The table of contents is left out.")
            continue
        contents: dict[str, list[Entry]] = {}
        for title, href in () if root is None else read(root):
            document, fragment = resolved(name, href)
            if found := manifest.find(document):
                contents.setdefault(found, []).append(Entry(title, fragment))
        if contents:
            return contents
    return {}


def _of_nav(root: etree._Element) -> Iterator[tuple[str, str]]:
    for nav in root.iter("{*}nav"):
        if "toc" in types_of(nav):
            for link in nav.iter("{*}a"):
                if title := text_in(link):
                    yield title, link.get("href", "")


def _of_ncx(root: etree._Element) -> Iterator[tuple[str, str]]:
    for point in root.iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None and (title := text_in(label)):
            yield title, content.get("src", "")


def text_in(element: etree._Element) -> str:
    """Return the text in an element, with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())
