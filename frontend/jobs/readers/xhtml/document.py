"""An XHTML document to paragraphs.

A heading, a list's entry and a table's row are paragraphs. What a reader sees beside the text is
left out: see `silence` and `marks`. An image is its alternative text, unless that says nothing: a
first letter is often drawn, or set large, and belongs to the word after it.
"""

import re
from typing import NamedTuple

from lxml import etree

from frontend.jobs.readers.xhtml.blocks import CELLS, HEADINGS, parts_text
from frontend.jobs.readers.xhtml.drop_caps import DropCap, is_drop_cap
from frontend.jobs.readers.xhtml.marks import (
    is_lowered,
    is_mark,
    is_note_link,
    is_raised,
    name_of,
    short_text,
)
from frontend.jobs.readers.xhtml.paragraph import Paragraph
from frontend.jobs.readers.xhtml.scripts import MAX_CHARS, lowered, raised
from frontend.jobs.readers.xhtml.silence import is_note, is_silent
from frontend.jobs.readers.xhtml.tables import Tables, closing
from frontend.jobs.readers.xhtml.xml import parsed_page

_EMPTY_ALT = re.compile(
    r"\S*\.(?:jpe?g|png|gif|svg|webp|bmp)|"
    r"(?:book[ -]?|front[ -]?)?(?:cover|image|picture|img|illustration|logo)"
    r"(?:[ -]?(?:page|image|art|picture))?[\s\d]*",
    re.IGNORECASE,
)


class Heading(NamedTuple):
    """A heading, and at which paragraph it is."""

    paragraph: int
    level: int
    text: str


class Link(NamedTuple):
    """A link, and at which paragraph it is; a mark leads to a note."""

    paragraph: int
    href: str
    is_mark: bool


class Document(NamedTuple):
    """The paragraphs, and at which of them each id begins and ends."""

    paragraphs: list[str]
    anchors: dict[str, tuple[int, int]]
    headings: list[Heading]
    links: list[Link]
    notes: int  # that say of themselves that they are some, and were left out
    title: str = ""


def read_document(content: bytes, with_notes: bool = False, is_cover: bool = False) -> Document:
    """Return what is to be said of a document; errors in its marks are passed over.

    `with_notes`: the notes in it are said where they stand.
    """
    root = parsed_page(content)
    if root is None:
        return Document([], {}, [], [], 0)
    return _Walk(with_notes, is_cover).read(root)


class _Walk:
    """Goes through the elements in the order of the text."""

    def __init__(self, with_notes: bool, is_cover: bool) -> None:
        self._with_notes = with_notes
        self._is_cover = is_cover
        self._paragraphs: list[str] = []
        self._under_way = Paragraph()
        self._anchors: dict[str, tuple[int, int]] = {}
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._notes = 0
        self._last_mark: etree._Element | None = None
        self._open: list[list[str]] = []  # what the elements under way are called
        self._is_skipped = False  # what is in the element that has just begun
        self._preformatted = 0  # how many elements keep the line breaks
        self._heading_level = 0  # of the heading under way
        self._drop_cap = DropCap()
        self._tables = Tables()

    def read(self, root: etree._Element) -> Document:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._begin(element):
                    walk.skip_subtree()
            else:
                self._end(element)
        self._drop_cap.drop()
        self._end_paragraph()
        title = " ".join(root.findtext("{*}head/{*}title", "").split())
        return Document(
            self._paragraphs, self._anchors, self._headings, self._links, self._notes, title
        )

    def _begin(self, element: etree._Element) -> bool:
        """Read an element up to its first child; return whether to pass over what is in it."""
        name = name_of(element)
        if parts_text(element, name):
            self._end_paragraph()
            self._heading_level = HEADINGS.get(name, self._heading_level)
        self._open.append(self._begun(element))
        self._is_skipped = (
            is_silent(element, name)
            or self._is_note(element, name)
            or self._is_written(element, name)
            or (name == "tr" and self._tables.is_headings(element))
        )
        if self._is_skipped:
            return True
        if is_drop_cap(element):
            self._drop_cap.begin(element)
        self._preformatted += name == "pre"
        if name in CELLS and (heading := self._tables.heading(element)):
            self._under_way.add(f"{heading}: ")
        self._add(element.text)
        return False

    def _end_cell(self, cell: etree._Element) -> None:
        if self._tables.heading(cell):
            self._under_way.add(f"{closing(cell)} ")
        elif cell.getnext() is not None:
            self._under_way.add(", ")

    def _end(self, element: etree._Element) -> None:
        name = name_of(element)
        if name in CELLS:
            self._end_cell(element)
        anchors = self._open.pop()
        if parts_text(element, name):
            self._end_paragraph()
            if name in HEADINGS:
                self._heading_level = 0
            for anchor in anchors:
                start, end = self._anchors[anchor]
                self._anchors[anchor] = start, max(end, len(self._paragraphs))
        self._preformatted -= name == "pre" and not self._is_skipped
        self._is_skipped = False
        self._add(element.tail)

    def _begun(self, element: etree._Element) -> list[str]:
        """Note what an element is called, and return it; only the first one of a name has it."""
        here = len(self._paragraphs), len(self._paragraphs) + 1
        names = dict.fromkeys((element.get("id"), element.get("name")))
        new = [name for name in names if name and name not in self._anchors]
        self._anchors.update(dict.fromkeys(new, here))
        return new

    def _is_note(self, element: etree._Element, name: str) -> bool:
        if self._with_notes or not is_note(element, name):
            return False
        self._notes += 1
        return True

    def _is_written(self, element: etree._Element, name: str) -> bool:
        """Write what an element is as a whole, if it is; what is in it is passed over then."""
        if name == "img":
            self._add_image(element)
        elif name == "br":
            self._under_way.add("\n")
        elif name == "math" and element.get("alttext"):
            self._under_way.add(element.get("alttext", ""))
            return True
        elif name == "a":
            return self._is_mark(element)
        elif is_raised(element, name) or is_lowered(element, name):
            return self._is_script(element, name)
        return False

    def _add_image(self, element: etree._Element) -> None:
        alt = element.get("alt", "")
        is_decoration = self._is_cover or element.get("role") in ("presentation", "none")
        if not is_decoration and not _EMPTY_ALT.fullmatch(alt.strip()):
            self._add(alt)

    def _is_mark(self, element: etree._Element) -> bool:
        """Return whether the link is the mark of a note, and not said."""
        text, before = short_text(element), self._under_way.end_of()
        is_mark = not self._heading_level and is_note_link(element, text, before, self._last_mark)
        if href := element.get("href"):
            self._links.append(Link(len(self._paragraphs), href, is_mark))
        if is_mark:
            self._last_mark = element
            self._under_way.close_gap(element)
        return is_mark

    def _is_script(self, element: etree._Element, name: str) -> bool:
        """Write raised or lowered text, if it is short, and no more than text."""
        text = short_text(element)
        link = element.find(".//{*}a")
        if link is not None and is_mark(text):
            self._links.append(Link(len(self._paragraphs), link.get("href", ""), True))
            self._last_mark = element
            self._under_way.close_gap(element)
            return True
        if link is not None or not text or len(text) > MAX_CHARS:
            return False
        before = self._under_way.end_of()
        if name in ("mn", "mi", "mo"):
            before = before[-1:]  # a formula has no words
        if is_raised(element, name):
            text = raised(before, text, (element.tail or "")[:3])
        else:
            text = lowered(before, text)
        self._under_way.add(text)
        if not text:
            self._under_way.close_gap(element)
        return True

    def _add(self, text: str | None) -> None:
        if text:
            text = text if self._preformatted else _single_spaced(text)
            self._under_way.add(self._drop_cap.joined(text))

    def _end_paragraph(self) -> None:
        if self._drop_cap.is_open(self._under_way.parts):
            return
        if text := self._under_way.take():
            if self._heading_level:
                heading = text.replace("\n", " ")
                self._headings.append(Heading(len(self._paragraphs), self._heading_level, heading))
            self._paragraphs.append(text)


def _single_spaced(text: str) -> str:
    """Return a text with a space for all white space that follows each other."""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{' '.join(text.split())}{after}"
