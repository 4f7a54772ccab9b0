"""Angle brackets: HTML tags and pauses, addresses, and words that only stand in such brackets."""

import re

from frontend.text.listed import words_of
from frontend.text.markup.within.event_tags import EVENT_TAGS
from frontend.text.markup.within.read import Read
from frontend.text.pauses import pause_tag

_VALUE = r"(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>]+)"
_BARE = (
    "open|controls|disabled|checked|selected|hidden|async|defer|required|readonly|autoplay|loop"
    "|muted|multiple|reversed"
)
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w:-]*)"
    rf"((?:[ \t]+(?:[\w:@-]+[ \t]*=[ \t]*{_VALUE}|(?:{_BARE})(?=[ \t/>])))*)[ \t]*(/?)>"
)
_TAG_BEGUN = re.compile(r"</?(?:[^\W_][^<>\n]*)?")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[A-Za-z][^\s<>@]*[.@:][^\s<>]+)>")
_DOUBLE = re.compile(r"<<[^\W_][^<>\n]{0,150}>>")
_DOUBLE_BEGUN = re.compile(r"<<(?:[^\W_][^<>\n]{0,150}>?)?")
_WORDS = re.compile(r"<[^\W_](?:[^<>\n]{0,150}[^\s<>])?>")

# Elements that start a line of their own; those that may touch a word, as in H<sub>2</sub>O.
_BLOCKS = words_of(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li main menu nav ol p pre search section summary table tbody td tfoot th thead title tr ul"
)
_INLINE = words_of(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span "
    "strike strong sub sup tt u var wbr"
)
_OTHER = words_of(
    "applet area audio base basefont button canvas col colgroup data datalist embed frame "
    "frameset iframe img input label link map meta meter noframes noscript object optgroup "
    "option output param picture progress rp rt ruby script select slot source style svg "
    "template textarea time track video"
)
# What LLMs and SSML put round words that are to be heard.
_WRAPPERS = words_of("answer emphasis final_answer prosody response speak")
_KNOWN = _BLOCKS | _INLINE | _OTHER | _WRAPPERS
# In capitals, most names are words that a game or a form shows in brackets.
_CAPITALS = words_of(
    "BLOCKQUOTE BODY BR CENTER CODE DIV EM FONT H1 H2 H3 H4 H5 H6 HEAD HR HTML IMG LI OL PRE "
    "SPAN STRONG SUB SUP TABLE TBODY TD TH TR UL"
)
_CAPITAL_LETTERS = frozenset("ABIPSU")


def read_tag(text: str, start: int, end: int, before: str, *, is_full: bool) -> Read | None:
    """Read the `<` at `start`: a tag, an address in angle brackets, words in such, or text."""
    tag = _TAG.match(text, start, end)
    if tag:
        return _read_whole(tag, text, end, before, is_full)
    address = _ADDRESS.match(text, start, end)
    if address:
        return Read(address.end(), address[1])
    if _WORDS.match(text, start, end):
        return _words(start, before)
    if _DOUBLE.match(text, start, end):
        return _words(start, before)
    is_begun = _TAG_BEGUN.fullmatch(text, start, end) or _DOUBLE_BEGUN.fullmatch(text, start, end)
    return None if is_begun else Read(start + 1, "<")


def _read_whole(tag: re.Match[str], text: str, end: int, before: str, is_full: bool) -> Read | None:
    closing, name, attributes, closed = tag.groups()
    lower = name.lower()
    if lower == "break":
        return Read(tag.end(), "" if closing else pause_tag(attributes))
    if before.isalnum() and not closing and lower not in _BLOCKS | _INLINE:
        return Read(tag.start() + 1, "<")  # "List<String>"
    is_markup = bool(closing or closed or attributes) or name in _KNOWN or name in _CAPITALS
    if not is_markup and name in _CAPITAL_LETTERS:
        if tag.end() >= end:
            return None
        is_markup = text[tag.end()].isalnum()  # "<B>bold", but "press <B> to go on"
    if not is_markup and name.islower():
        closed_later = _is_closed_later(tag, text, end, is_full)
        if closed_later is None:
            return None
        is_markup = closed_later
    if name in EVENT_TAGS:
        return Read(tag.end(), f"[{name}]")  # as another backend has it
    if not is_markup:
        return _words(tag.start(), before)
    is_block = lower in _BLOCKS
    return Read(tag.end(), "", is_line_end=is_block)


def _is_closed_later(tag: re.Match[str], text: str, end: int, is_full: bool) -> bool | None:
    """Return whether an element that HTML does not have ends, too, around what it touches."""
    if tag.end() >= end:
        return None
    if text[tag.end()] in " \t,.;:!?)":
        return False
    if text.find(f"</{tag[2]}>", tag.end(), end) >= 0:
        return True
    return False if is_full else None


def _words(start: int, before: str) -> Read:
    """Let the words be spoken; brackets that touch a word before them are a formula's or code's."""
    if before.isalnum():
        return Read(start + 1, "<")
    return Read(start + 1, "", opens=True)
