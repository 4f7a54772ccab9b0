"""Markdown within a line: which marks are marks, and where links and HTML tags end.

Each function reads `text` from `start` on and sees nothing beyond `end`. None means that more text
is needed; the caller bounds how long that is.
"""

import re
from typing import NamedTuple

_LINK_TEXT = re.compile(r"\[[^\[\]\n]*")
_CITATION = re.compile(r"\[(?:\^[\w-]+|[1-9]\d{0,2})")
_CITATIONS = re.compile(r"\[[1-9]\d{0,2}(?:\s?[,–-]\s?\d{1,3})+")
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w:-]*)"
    r"(?:[ \t]+[\w:@-]+[ \t]*=[ \t]*(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>]+))*[ \t]*/?>"
)
_TAG_BEGUN = re.compile(r"</?(?:[A-Za-z][^<>\n]*)?")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[A-Za-z][^\s<>@]*[.@:][^\s<>]+)>")
# Elements that start a line of their own; those that may touch a word, as in H<sub>2</sub>O.
_BLOCKS = frozenset(
    ("article", "blockquote", "br", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3")
    + ("h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary")
    + ("table", "td", "th", "tr", "ul")
)
_INLINE = frozenset(
    ("a", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span", "strong")
    + ("sub", "sup", "u")
)


class Read(NamedTuple):
    """What is spoken for the text up to `end`."""

    end: int
    spoken: str


def is_literal(run: str, before: str, after: str) -> bool:
    """Return whether a run of `*`, `_` or `~` is text and not emphasis, by its two neighbours."""
    if run == "~":
        return True  # "~5 minutes"
    if before.isspace() and after.isspace():
        return run == "*"  # "3 * 4"
    if not (before.isalnum() and after.isalnum()) or "~" in run:
        return False
    if "_" in run:
        return True  # "snake_case"
    if before.isdigit() and after.isdigit():
        return True  # "2**10"
    return run == "*" and (before.isdigit() or after.isdigit())  # "2*x"


class Bracket(NamedTuple):
    """An opening bracket: the text of a link, a citation mark up to `end`, or neither."""

    is_link: bool = False
    is_citation: bool = False
    end: int = 0


def read_bracket(text: str, start: int, end: int, before: str) -> Bracket | None:
    """Tell what the bracket at `start` opens, once the character after its closing one is known.

    "[1]" is a citation mark; "[1, 5]" only right after a word, else it may be an interval.
    """
    found = _LINK_TEXT.match(text, start, end)
    assert found is not None
    stop = found.end()
    if stop >= end:
        return None
    if text[stop] == "[":
        return Bracket(is_link=found[0] == "[!")  # an image that is a link
    if text[stop] == "\n":
        return Bracket()
    if stop + 1 >= end:
        return None
    is_link = text[stop + 1] == "("
    citation = _CITATION.fullmatch(text, start, stop)
    if not before.isspace():
        citation = citation or _CITATIONS.fullmatch(text, start, stop)
    return Bracket(is_link, citation is not None, stop + 1)


def read_tag(text: str, start: int, end: int, before: str) -> Read | None:
    """Read the `<` at `start`: an HTML tag, an address in angle brackets, or text."""
    tag = _TAG.match(text, start, end)
    if tag:
        name = tag[2].lower()
        if before.isalnum() and not tag[1] and name not in _BLOCKS | _INLINE:
            return Read(start + 1, "<")  # "List<String>"
        return Read(tag.end(), "\n" if name in _BLOCKS else "")
    address = _ADDRESS.match(text, start, end)
    if address:
        return Read(address.end(), address[1])
    return None if _TAG_BEGUN.fullmatch(text, start, end) else Read(start + 1, "<")
