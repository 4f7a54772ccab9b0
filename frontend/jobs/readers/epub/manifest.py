"""Which files a book is made of, as its package document lists them and as they are there."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from backend_queues.errors import shown
from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.zipped.archive import Archive, resolved

_NCX = "application/x-dtbncx+xml"
_TEXTS = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))
_TEXT_SUFFIXES = (".xhtml", ".html", ".htm", ".xht")


class Member(NamedTuple):
    """A file of the book: what it is called, and what the archive has for it, or ""."""

    id: str
    name: str
    found: str
    is_text: bool
    properties: frozenset[str]
    media_type: str


class Manifest:
    """Finds the files that a book names."""

    def __init__(self, root: etree._Element, path: str, archive: Archive) -> None:
        self._archive = archive
        listed = [_member(item, path) for item in root.iterfind("{*}manifest/{*}item")]
        claimed = {found for member in listed if (found := archive.find(member.name))}
        self.members = [self._with_found(member, claimed) for member in listed]
        self._by_id: dict[str, list[Member]] = {}
        for member in self.members:
            for key in {member.id, member.id.casefold()}:
                self._by_id.setdefault(key, []).append(member)
        self._by_name = {member.name: member.found for member in self.members}

    @property
    def nav(self) -> str:
        """The table of contents of EPUB 3, "" if there is none."""
        return next((m.found for m in self.members if "nav" in m.properties), "")

    def ncx(self, id: str) -> str:
        """Return the table of contents of EPUB 2, whose id the spine tells; "" if there is none."""
        found = (
            member.found
            for member in self.members
            if member.media_type == _NCX
            or (id and member.id == id)
            or member.name.casefold().endswith(".ncx")
        )
        return next(filter(None, found), "")

    def cover_image(self, id: str) -> str:
        """Return the picture of the cover: EPUB 3's, or else the one of that id; "" without one."""
        named = (member.found for member in self.members if "cover-image" in member.properties)
        by_id = (member.found for member in self._by_id.get(id, ()) if not member.is_text)
        return next(filter(None, (*named, *by_id)), "")

    def find(self, name: str) -> str:
        """Return what the archive has for a name that a link leads to, or ""."""
        return self._by_name.get(name) or self._archive.find(name)

    def in_spine(self, root: etree._Element, warnings: Warnings) -> Iterator[Member]:
        """Yield what the reading order names, in that order, and tell what is not there.

        Where two files have the same id, the first reference is to the first.
        """
        taken: dict[str, int] = {}
        for item in root.iterfind("{*}spine/{*}itemref"):
            if item.get("linear") == "no":
                continue
            id = item.get("idref", "").strip()
            members = self._by_id.get(id) or self._by_id.get(id.casefold())
            if members is None:
                warnings.add(f"Its spine names {shown(id)}, its manifest does not.")
                continue
            yield members[min(taken.get(id, 0), len(members) - 1)]
            taken[id] = taken.get(id, 0) + 1

    def _with_found(self, member: Member, claimed: set[str]) -> Member:
        found = self._archive.find(member.name)
        if not found:
            elsewhere = self._archive.find_elsewhere(member.name)
            found = "" if elsewhere in claimed else elsewhere
        return member._replace(found=found)


def _member(item: etree._Element, path: str) -> Member:
    name, _ = resolved(path, item.get("href", ""))
    media_type = item.get("media-type", "").strip().lower()
    return Member(
        id=item.get("id", "").strip(),
        name=name,
        found="",
        is_text=media_type in _TEXTS or is_page(name),
        properties=frozenset(item.get("properties", "").split()),
        media_type=media_type,
    )


def is_page(name: str) -> bool:
    """Return whether a name is one of a file that holds text."""
    return name.casefold().endswith(_TEXT_SUFFIXES)
