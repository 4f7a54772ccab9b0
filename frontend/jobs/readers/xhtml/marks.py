"""The marks that lead to notes."""

import re
from itertools import islice

from lxml import etree

_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶#]{1,4}|[a-z]|[ivxlc]{1,6})[\])]?")
_NUMBERS = re.compile(r"\d{1,4}(?:[,–-]\s?\d{1,4}){0,9}")
_PLAIN = re.compile(r"\d{1,4}|\(\d{1,4}\)")  # what may as well be said, such as "see chapter 2"
_BETWEEN = " \t\r\n\xa0,;|"  # two marks
_OPENING = "(“‘«„-–—/"
_RAISED = frozenset(("super", "sup", "superscript", "supscript"))
_LOWERED = frozenset(("sub", "subscript"))
_TYPE = "{http://www.idpf.org/2007/ops}type"
_MOST_ELEMENTS = 40  # in what is short
_MOST_CHARS = 12  # of a mark that says itself that it is one, such as "[note 12]"
_OF_A_MARK = re.compile(
    r"(?:(?:foot|end|rear)?-?_?note|fn)-?_?(?:ref|reference|mark|call|anchor|link|number|num)s?"
    r"|(?:foot|end|rear)note-?_?(?:call|symbol)|(?:foot|end|rear)note"
)


def is_mark(text: str) -> bool:
    """Return whether a text may be the mark of a note."""
    return _MARK.fullmatch(text) is not None or _NUMBERS.fullmatch(text) is not None


def is_number(text: str) -> bool:
    return text.isdecimal() or _NUMBERS.fullmatch(text) is not None


def short_text(element: etree._Element) -> str:
    """Return the text in an element that holds little; "" for one that holds more."""
    if sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return ""
    return " ".join("".join(map(str, element.itertext())).split())


def classes_of(element: etree._Element) -> list[str]:
    return element.get("class", "").lower().split()


def types_of(element: etree._Element) -> list[str]:
    """Return what EPUB's attribute says that the element is."""
    return (element.get(_TYPE, "") or element.get("epub:type", "")).split()


def is_raised(element: etree._Element, name: str) -> bool:
    return name == "sup" or not _RAISED.isdisjoint(classes_of(element)) or _is_exponent(element)


def is_lowered(element: etree._Element, name: str) -> bool:
    return name == "sub" or not _LOWERED.isdisjoint(classes_of(element))


def is_note_link(
    element: etree._Element, text: str, before: str, last: etree._Element | None
) -> bool:
    """Return whether a link only leads to a note: it is raised, or glued to what precedes it.

    `before` is what the paragraph says up to it, `last` the mark before it, if there is one. "See
    chapter 2" is said, though 2 be a link.
    """
    if "noteref" in types_of(element) or element.get("role") == "doc-noteref":
        return len(text) <= _MOST_CHARS and (is_mark(text) or not text.isalpha())
    if not is_mark(text):
        return False
    if _is_set_as_mark(element):
        return True
    if "#" not in element.get("href", ""):
        return False
    if _is_in_a_row(element, before, last):
        return True
    is_glued = bool(before) and not before[-1].isspace() and before[-1] not in _OPENING
    return is_glued if _PLAIN.fullmatch(text) else bool(before) and not text.isalpha()


def _is_set_as_mark(element: etree._Element) -> bool:
    """Return whether it, what is in it or around it is raised, or a mark by its class."""
    around = [element, *element.iterdescendants(tag=etree.Element)]
    parent = element.getparent()
    if parent is not None and parent.text is None and len(parent) == 1:
        around.append(parent)
    return any(
        is_raised(each, name_of(each)) or any(map(_OF_A_MARK.fullmatch, classes_of(each)))
        for each in around
    )


def _is_in_a_row(element: etree._Element, before: str, last: etree._Element | None) -> bool:
    """Return whether it stands beside another mark, with nothing between the two."""
    previous, after = element.getprevious(), element.getnext()
    if previous is not None and previous is last and not (previous.tail or "").strip(_BETWEEN):
        return True
    is_first = not before.strip(_BETWEEN) and not (element.tail or "").strip(_BETWEEN)
    return is_first and after is not None and _may_be_mark(after)


def _may_be_mark(element: etree._Element) -> bool:
    is_link = name_of(element) == "a" and "#" in element.get("href", "")
    return is_link and is_mark(short_text(element))


def _is_exponent(element: etree._Element) -> bool:
    """Return whether it is raised by MathML."""
    parent = element.getparent()
    return parent is not None and name_of(parent) == "msup" and element.getnext() is None


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()
