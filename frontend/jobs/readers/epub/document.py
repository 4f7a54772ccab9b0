"""An XHTML document to paragraphs.

A heading, a list's entry and a table's row are paragraphs. What a reader sees beside the text is
left out: marks of notes and the notes that pop up, page numbers, scripts, tables of contents. An
image is its alternative text, unless that says nothing: a first letter is often drawn.
"""

import re
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from frontend.jobs.readers.epub.archive import parsed_xml

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section "
    "summary table tbody tfoot thead tr ul"
)
_SILENT_NAMES = (
    "script style head nav template svg rt rp rtc audio video object iframe button input select "
    "textarea map title"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset(("h1", "h2", "h3"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(_SILENT_NAMES.split())
_SILENT_TYPES = frozenset(
    ("noteref", "footnote", "rearnote", "endnote", "pagebreak", "page-list", "toc")
)
_SILENT_ROLES = frozenset(
    ("doc-noteref", "doc-footnote", "doc-endnote", "doc-pagebreak", "doc-toc", "presentation")
)
_SILENT_CLASSES = frozenset(("pagenum", "pagenumber", "pageno", "page-number"))
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,4}|[a-z]|[ivxlc]{1,6})[\])]?")
_EMPTY_ALT = re.compile(
    r"\S*\.(?:jpe?g|png|gif|svg|webp|bmp)|(?:cover|image|picture|img|illustration|logo)[\s\d]*",
    re.IGNORECASE,
)


class Document(NamedTuple):
    """The paragraphs, and at which of them each id begins."""

    paragraphs: list[str]
    anchors: dict[str, int]
    heading: str  # the first one, or ""


def read_document(content: bytes) -> Document:
    """Return what is to be said of a document; errors in its marks are passed over."""
    root = parsed_xml(content, is_lenient=False)
    if root is None:
        root = _parsed_html(content)
    if root is None:
        return Document([], {}, "")
    return _Walk().read(root)


def _parsed_html(content: bytes) -> etree._Element | None:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(content))
    try:
        return lxml_html.document_fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # it is empty
        return None


def _encoding(content: bytes) -> str | None:
    """Return the encoding of XML, which HTML takes for Latin-1, or None for what is declared."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Walk:
    """Goes through the elements in the order of the text."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._parts: list[str] = []  # of the paragraph under way
        self._anchors: dict[str, int] = {}
        self._heading = ""
        self._preformatted = 0  # how many elements keep the line breaks

    def read(self, root: etree._Element) -> Document:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._begin(element):
                    walk.skip_subtree()
            else:
                self._end(element)
        self._end_paragraph()
        return Document(self._paragraphs, self._anchors, self._heading)

    def _begin(self, element: etree._Element) -> bool:
        """Read an element up to its first child; return whether to pass over what is in it."""
        name = _name(element)
        if name in _BLOCKS:
            self._end_paragraph()
        for anchor in (element.get("id"), element.get("name")):
            if anchor:
                self._anchors.setdefault(anchor, len(self._paragraphs))
        if name == "img":
            self._parts.append(_alternative(element.get("alt", "")))
        elif name == "br":
            self._parts.append("\n")
        elif name == "math" and element.get("alttext"):
            self._parts.append(element.get("alttext", ""))
            return True
        if _is_silent(element, name):
            return True
        self._preformatted += name == "pre"
        self._add(element.text)
        return False

    def _end(self, element: etree._Element) -> None:
        name = _name(element)
        if name in _CELLS and element.getnext() is not None:
            self._parts.append(", ")
        if name in _BLOCKS:
            is_heading = name in _HEADINGS
            self._end_paragraph(is_heading)
        self._preformatted -= name == "pre" and not _is_silent(element, name)
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._preformatted else _single_spaced(text))

    def _end_paragraph(self, is_heading: bool = False) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        text = "\n".join(filter(None, lines))
        self._parts.clear()
        if text:
            self._paragraphs.append(text)
            if is_heading and not self._heading:
                self._heading = text.replace("\n", " ")


def _single_spaced(text: str) -> str:
    """Return a text with a space for all white space that follows each other."""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{' '.join(text.split())}{after}"


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def _is_silent(element: etree._Element, name: str) -> bool:
    """Return whether nothing in the element is to be said."""
    if name in _SILENT or element.get("hidden") is not None:
        return True
    types = element.get(_TYPE, "") or element.get("epub:type", "")
    if not _SILENT_TYPES.isdisjoint(types.split()):
        return True
    if not _SILENT_ROLES.isdisjoint(element.get("role", "").split()):
        return True
    if not _SILENT_CLASSES.isdisjoint(element.get("class", "").lower().split()):
        return True
    return _is_note_mark(element, name)


def _is_note_mark(element: etree._Element, name: str) -> bool:
    """Return whether it is a link set as a small raised mark: <sup><a>1</a></sup>, or inside out.

    "1<sup>st</sup>" and "m<sup>2</sup>" are no links, and are said.
    """
    if name == "sup":
        is_mark = element.find(".//{*}a") is not None
    else:
        is_mark = name == "a" and element.find(".//{*}sup") is not None
    if not is_mark:
        return False
    return _NOTE_MARK.fullmatch("".join(map(str, element.itertext())).strip()) is not None


def _alternative(alt: str) -> str:
    """Return an image's text if it is one."""
    return "" if _EMPTY_ALT.fullmatch(alt.strip()) else alt
