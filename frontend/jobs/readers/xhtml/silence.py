"""What stands in a page and is not text: notes that pop up, page numbers, scripts, contents."""

import re

from lxml import etree

from frontend.jobs.readers.xhtml.marks import classes_of, types_of

_SILENT_NAMES = (
    "script style head nav template svg rt rp rtc audio video object iframe button input select "
    "textarea map title"
)
_NAMES = frozenset(_SILENT_NAMES.split())
# Of EPUB, for what readers skip: the page of rights, and lists of what the pages hold.
_TYPES = frozenset(
    ("pagebreak", "page-list", "toc", "landmarks", "loi", "lot", "copyright-page", "index")
)
_ROLES = frozenset(("doc-pagebreak", "doc-pagelist", "doc-toc", "doc-index"))
_CLASSES = frozenset(("pagenum", "pagenumber", "pageno", "page-number", "page-num", "page_number"))
_LINKS = ("a", "sup")
_NOTES = re.compile(r"(?:foot|end|rear)notes?")  # types, as EPUB names them
_NOTE_ROLES = re.compile(r"doc-(?:foot|end)notes?")
_NOTE_CLASSES = re.compile(
    r"(?:foot|end|rear)-?_?notes?(?:-?_?(?:text|body|content|section|list|block|para|item|entry))?s?"
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)


def is_silent(element: etree._Element, name: str) -> bool:
    """Return whether nothing in the element is to be said, whatever is asked for."""
    if name in _NAMES or element.get("hidden") is not None:
        return True
    if not _TYPES.isdisjoint(types_of(element)):
        return True
    if not _ROLES.isdisjoint(element.get("role", "").split()):
        return True
    if not _CLASSES.isdisjoint(classes_of(element)):
        return True
    return _HIDDEN.search(element.get("style", "")[:500]) is not None


def is_note(element: etree._Element, name: str) -> bool:
    """Return whether the element is a note, or several, by what it says of itself."""
    if name in _LINKS:  # to one
        return False
    if any(map(_NOTES.fullmatch, types_of(element))):
        return True
    if any(map(_NOTE_ROLES.fullmatch, element.get("role", "").split())):
        return True
    return any(map(_NOTE_CLASSES.fullmatch, classes_of(element)))
