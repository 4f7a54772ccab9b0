"""HTML's entities: `&amp;` and `&#39;` are characters, decoded once, and never marks."""

import html
import re
from html.entities import html5

from frontend.text.characters import CharacterFilter
from frontend.text.markup.within.read import Read

_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BEGUN = re.compile(r"&(?:#(?:\d{0,7}|[xX][0-9A-Fa-f]{0,6})|[A-Za-z][A-Za-z0-9]{0,31})?")
_LIKE_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LESS = r"&(?:lt|#60|#[xX]3[cC]);"
_GREATER = r"&(?:gt|#62|#[xX]3[eE]);"
_OPENING = re.compile(_LESS)
_CLOSING = re.compile(_GREATER)
_PAIR = re.compile(rf"{_LESS}/?[^\W_](?:[^<>&\n]{{0,80}}[^\s<>&])?{_GREATER}")
_PAIR_BEGUN = re.compile(rf"{_LESS}/?(?:[^\W_][^<>&\n]{{0,81}}&?[a-z0-9#]{{0,4}})?")


def read_entity(text: str, start: int, end: int, before: str, *, is_open: bool) -> Read | None:
    """Read the `&` at `start`; `is_open`: a pair of angle brackets is."""
    entity = _ENTITY.match(text, start, end)
    if entity is None:
        return None if _BEGUN.fullmatch(text, start, end) else Read(start + 1, "&")
    if entity[1][0] != "#" and f"{entity[1]};" not in html5:
        return Read(start + 1, "&")
    if is_open and _CLOSING.match(entity[0]):
        return Read(entity.end(), "")
    if _OPENING.match(entity[0]):
        if entity.end() >= end:
            return None
        is_closing = text.startswith("/", entity.end(), end)
        if before.isalnum() and not is_closing:  # "List&lt;String&gt;"
            return Read(entity.end(), "<")
        if _PAIR.match(text, start, end):
            return Read(entity.end() + is_closing, " " if before.isalnum() else "", opens=True)
        if _PAIR_BEGUN.fullmatch(text, start, end):
            return None
    return Read(entity.end(), _decoded(entity[0]))


def literal(text: str) -> str:
    """Return a text that is read as it stands: what looks like an entity in it is none."""
    return _LIKE_ENTITY.sub("&amp;", text) if "&" in text else text


def _decoded(entity: str) -> str:
    """Return the character as it may stand within a line."""
    return CharacterFilter().push(html.unescape(entity)).replace("\n", " ").replace("\t", " ")
