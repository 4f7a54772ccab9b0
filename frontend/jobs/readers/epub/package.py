"""What an EPUB says of itself: its title, its documents in reading order, its contents.

What it says is often wrong. What is missing is told, and the rest is taken.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.readers.epub.contents import Contents, contents_of, text_in
from frontend.jobs.readers.epub.manifest import Manifest, Member, is_page
from frontend.jobs.readers.epub.protection import refuse_protected
from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.xhtml.xml import parsed_xml
from frontend.jobs.readers.zipped.archive import Archive, Unreadable, resolved

_CONTAINER = "META-INF/container.xml"
_COVERS = frozenset(("cover", "coverpage", "cover-page", "cover_page"))
# Pages that the guide of EPUB 2 names, which nobody reads aloud.
SKIPPED, NOTES = ("toc", "copyright-page", "index", "loi", "lot"), ("notes",)
_NUMBER = re.compile(r"(\d{1,18})")


class Package(NamedTuple):
    """What the package document tells; names are those in the archive."""

    title: str
    author: str
    language: str
    date: str
    documents: list[str]  # in reading order, without the table of contents
    covers: set[str]  # of the documents
    contents: Contents  # by the document that they point into
    cover_image: str = ""


def read_package(archive: Archive, warnings: Warnings, with_notes: bool = False) -> Package:
    """Return what the book says of itself, without what a reader skips.

    Raises:
        InvalidRequest: it is no EPUB, or a protected one.
    """
    refuse_protected(archive)
    path, root = _package_document(archive, warnings)
    manifest = Manifest(root, path, archive)
    skipped = (*SKIPPED, *(() if with_notes else NOTES))
    guided = (page for kind in skipped for page in _guided(root, path, manifest, kind))
    listing = {manifest.nav, *guided}
    members = list(_documents(root, manifest, listing, warnings))
    documents = [member.found for member in members]
    return Package(
        title=next(_metadata(root, "title"), ""),
        author=", ".join(_metadata(root, "creator")),
        language=next(filter(_says_something, _metadata(root, "language")), ""),
        date=next(_metadata(root, "date"), ""),
        documents=documents or _unordered(archive, manifest, listing, warnings),
        covers={*_guided(root, path, manifest, "cover"), *filter(None, map(_cover, members))},
        contents=contents_of(archive, manifest, _toc_id(root), warnings),
        cover_image=manifest.cover_image(_cover_id(root)),
    )


def _package_document(archive: Archive, warnings: Warnings) -> tuple[str, etree._Element]:
    """Return the package document: as the container says, else the only one there is.

    Without any, the book has no more than its pages.
    """
    try:
        path = _named_by_container(archive)
        return path, _read_xml(archive, path)
    except Unreadable as error:
        reason = str(error)
    for path in sorted(archive.names, key=lambda name: name.count("/")):
        if path.casefold().endswith(".opf"):
            try:
                root = _read_xml(archive, path)
            except Unreadable:
                continue
            warnings.add(f"{reason} What it is made of is read from {shown(path)}.")
            return path, root
    if not any(map(is_page, archive.names)):
        raise InvalidRequest(f"It is no EPUB. {reason}")
    warnings.add(reason)
    return "", etree.Element("package")


def _named_by_container(archive: Archive) -> str:
    """Return the path of the package document. Raises Unreadable."""
    if not archive.find(_CONTAINER):
        raise Unreadable(f"It has no {_CONTAINER}.")
    root_file = _read_xml(archive, _CONTAINER).find(".//{*}rootfile")
    path = "" if root_file is None else root_file.get("full-path", "")
    return archive.find(path) or path


def _read_xml(archive: Archive, name: str) -> etree._Element:
    """Return the root of an XML file of the archive. Raises Unreadable."""
    root = parsed_xml(archive.read(name))
    if root is None:
        raise Unreadable(f"The file {shown(name)} in it is no XML.")
    return root


def _metadata(root: etree._Element, name: str) -> Iterator[str]:
    """Yield the texts of the Dublin Core elements of that name."""
    return filter(None, map(text_in, root.iterfind(f"{{*}}metadata//{{*}}{name}")))


def _says_something(language: str) -> bool:
    """Return whether it is more than that the language is unknown, or that there are several."""
    return language.lower() not in ("und", "mul", "zxx", "mis")


def _documents(
    root: etree._Element, manifest: Manifest, listing: set[str], warnings: Warnings
) -> Iterator[Member]:
    """Yield each document of the reading order once, but none that only lists the contents."""
    seen = {*listing, ""}
    for member in manifest.in_spine(root, warnings):
        if member.is_text and not member.found:
            warnings.add(f"The file {shown(member.name)}, which it names, is not in it.")
        if member.is_text and member.found not in seen:
            seen.add(member.found)
            yield member


def _unordered(
    archive: Archive, manifest: Manifest, listing: set[str], warnings: Warnings
) -> list[str]:
    """Return all pages, as they are listed, or else by the numbers in their names."""
    listed = dict.fromkeys(member.found for member in manifest.members if member.is_text)
    pages = [name for name in listed if name and name not in listing]
    if not pages:
        there = [name for name in archive.names if is_page(name) and name not in listing]
        pages = sorted(there, key=_by_numbers)
    if pages:
        warnings.add("It has no reading order: its pages are read in the order of their names.")
    return pages


def _by_numbers(name: str) -> list[tuple[int, int, str]]:
    parts = enumerate(_NUMBER.split(name.casefold()))
    return [(0, int(part), "") if place % 2 else (1, 0, part) for place, part in parts]


def _guided(root: etree._Element, path: str, manifest: Manifest, kind: str) -> Iterator[str]:
    """Yield the pages that the guide says to be of a kind, such as "toc"."""
    for reference in root.iterfind("{*}guide/{*}reference"):
        found = manifest.find(resolved(path, reference.get("href", ""))[0])
        if found and reference.get("type") == kind:
            yield found


def _cover(member: Member) -> str:
    is_cover = member.id.casefold() in _COVERS
    is_cover = is_cover or PurePosixPath(member.name).stem.casefold() in _COVERS
    return member.found if is_cover else ""


def _toc_id(root: etree._Element) -> str:
    spine = root.find("{*}spine")
    return "" if spine is None else spine.get("toc", "")


def _cover_id(root: etree._Element) -> str:
    """Return the id of the cover's picture, as EPUB 2 names it."""
    metas = root.iterfind("{*}metadata//{*}meta[@name='cover']")
    return next((meta.get("content", "").strip() for meta in metas), "")
