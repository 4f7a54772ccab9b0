"""Square brackets: links and their addresses, citations, phonemes, and words."""

import re
from itertools import pairwise
from typing import NamedTuple

from frontend.text.markup.within.event_tags import EVENT_TAGS, tag_name

MOST_PHONEMES = 200
MOST_ATOM_CHARS = 240  # which no segment is too short for

_TEXT = re.compile(r"\[(?>(?:[^\[\]\n]++|\[[^\[\]\n]*+\])*)")
_INNER_BEGUN = re.compile(r"\[[^\[\]\n]*+")
_NOTE = re.compile(r"\[\^[^\s\[\]]{1,60}")
_CITATION = re.compile(r"\[[1-9]\d{0,2}")
_CITATIONS = re.compile(r"\[[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2})+")
_NUMBER = re.compile(r"\d+")
# Before these, numbers in brackets are a thing of their own.
_INTERVAL = re.compile(
    r"(?:interval|intervals|range|list|array|vector|tuple|points?|set|values?|between|from|is|are"
    r"|intervall|intervalo|intervallo|intervalle|bereich|liste|lista|vektor|menge|przedział|[=:∈])"
    r"\s?$",
    re.IGNORECASE,
)
_PHONEMES = re.compile(rf"\(/[^/()\[\]\n]{{1,{MOST_PHONEMES}}}/\)")
_PHONEMES_BEGUN = re.compile(rf"\((?:/(?:[^/()\[\]\n]{{1,{MOST_PHONEMES}}}/?)?)?")
_IPA = re.compile("[\u0250-\u036f\u1d00-\u1dbfŋθχβðøœæ]|(?<=[a-z])[AIOQTWY]")
_WORD = re.compile(r"[^*_`~<>|\\$&=!]{1,80}")
_LABEL = re.compile(r"\[(?:[a-z0-9][a-z0-9_.:-]{0,40})?\]")
_LABEL_BEGUN = re.compile(r"\[(?:[a-z0-9][a-z0-9_.:-]{0,40})?")
_DEFINITION = re.compile(r"\]:[ \t]{0,8}<?(?:https?://|mailto:|www\.|\.{0,2}/|#)")
_DEFINITION_BEGUN = re.compile(r"\](?::[ \t]{0,8}<?[a-zA-Z:/.#]{0,8})?")
# Addresses with spaces in them: paths, names of files.
_SPACED = re.compile(r"\((?:\.{0,2}/|~/|#|<|\w{2,10}:)[^()\n]*+\)|\([^()\n]{1,200}\.\w{1,5}\)")
_TITLE = re.compile(r"[ \t]++(?:\"[^\"\n]*+\"|'[^'\n]*+')?[ \t]*+\)")
_TITLE_BEGUN = re.compile(r"[ \t]++(?:\"[^\"\n]*+\"?|'[^'\n]*+'?)?[ \t]*+")
_NO_ADDRESS = re.compile(r"[\n)]")
_ADDRESS_CHARS = re.compile(r"[^()\s]++")


class Bracket(NamedTuple):
    """An opening bracket: of a link, silent up to `end`, one with phonemes, or just a bracket."""

    is_link: bool = False
    end: int = 0  # of what is silent, or is one atom
    atom: str = ""
    is_line: bool = False  # it defines a link, in a line of its own


TEXT, LINK = Bracket(), Bracket(is_link=True)


def read_bracket(text: str, start: int, end: int, tail: str, *, is_full: bool) -> Bracket | None:
    """Tell what the bracket at `start` opens, once what follows its closing one is known.

    Args:
        tail: the end of what was spoken before it.
        is_full: nothing beyond `end` will be seen, whatever it is.
    """
    found = _TEXT.match(text, start, end)
    assert found is not None
    stop = found.end()
    if stop >= end:
        return None
    if text[stop] == "[":
        if _INNER_BEGUN.fullmatch(text, stop, end) and not is_full:
            return None
        return LINK if text.startswith("[![", start) else TEXT
    if text[stop] == "\n":
        return TEXT
    if stop + 1 >= end:
        return None
    return _closed(text, start, stop, end, tail, is_full)


def _closed(text: str, start: int, stop: int, end: int, tail: str, is_full: bool) -> Bracket | None:
    after = text[stop + 1]
    is_note = text[start + 1] == "^"
    if after == ":" and tail[-1:] in ("", "\n") and not is_note:
        definition = _definition(text, stop, end)
        if definition != TEXT or not is_silent(text[start:stop], tail):
            return definition
    if is_silent(text[start:stop], tail):
        if after == "(":
            found = read_address(text, stop + 1, end, is_full)
            return found and Bracket(end=stop + 1, is_link=found.is_link)
        begins_note = is_note and after == ":" and tail[-1:] in ("", "\n")
        return Bracket(end=stop + 1 + begins_note)
    if after == "(":
        return _with_address(text, start, stop, end, is_full)
    if after == "[":
        label = _LABEL.match(text, stop + 1, end)
        if label and _is_label(label[0]) and not is_event(text[start : stop + 1]):
            return LINK
        return None if not label and _LABEL_BEGUN.fullmatch(text, stop + 1, end) else TEXT
    return TEXT


def is_silent(bracket: str, tail: str) -> bool:
    """Return whether a bracket, without its closing one, is the mark of a note or of a source."""
    if _NOTE.fullmatch(bracket) or _CITATION.fullmatch(bracket):
        return True
    if not _CITATIONS.fullmatch(bracket):
        return False
    if not tail[-1:].isspace():
        return True
    numbers = [int(number) for number in _NUMBER.findall(bracket)]
    is_rising = all(one < other for one, other in pairwise(numbers))
    return is_rising and not _INTERVAL.search(tail)


def is_event(bracket: str) -> bool:
    """Return whether a bracket asks a backend for a sound."""
    return tag_name(bracket[1:-1]) in EVENT_TAGS


def _is_label(bracket: str) -> bool:
    return not is_silent(bracket[:-1], "x") and not is_event(bracket)


def label_end(text: str, start: int, end: int) -> int | None:
    """Return where the label of a link ends that begins at `start`; `start` if none does."""
    label = _LABEL.match(text, start, end)
    if label:
        return label.end() if _is_label(label[0]) else start
    return None if _LABEL_BEGUN.fullmatch(text, start, end) else start


def spaced_address_end(text: str, start: int, end: int) -> int | None:
    """Return where an address in parentheses ends that has spaces in it; None if there is none."""
    found = _SPACED.match(text, start, end)
    return found.end() if found else None


def _definition(text: str, stop: int, end: int) -> Bracket | None:
    if _DEFINITION.match(text, stop, end):
        return Bracket(end=stop + 1, is_line=True)
    return None if _DEFINITION_BEGUN.fullmatch(text, stop, end) else TEXT


def _with_address(text: str, start: int, stop: int, end: int, is_full: bool) -> Bracket | None:
    phonemes = _PHONEMES.match(text, stop + 1, end)
    if phonemes and _IPA.search(phonemes[0]) and _WORD.fullmatch(text, start + 1, stop):
        atom = text[start : phonemes.end()]
        return Bracket(end=phonemes.end(), atom=atom) if len(atom) <= MOST_ATOM_CHARS else LINK
    if not phonemes and _PHONEMES_BEGUN.fullmatch(text, stop + 1, end) and not is_full:
        return None
    return read_address(text, stop + 1, end, is_full)


def read_address(text: str, start: int, end: int, is_full: bool) -> Bracket | None:
    """Tell whether what the parenthesis at `start` opens is an address, and so this is a link."""
    depth, at = 0, start
    while at < end:
        char = text[at]
        if char in "()":
            depth += 1 if char == "(" else -1
            at += 1
            if depth == 0:
                return LINK
        elif at == start + 1 and char in " \t":
            at += 1
        elif char.isspace():
            return _spaced(text, start, at, end, is_full)
        else:
            found = _ADDRESS_CHARS.match(text, at, end)
            assert found is not None
            at = found.end()
    return LINK if is_full else None


def _spaced(text: str, start: int, at: int, end: int, is_full: bool) -> Bracket | None:
    if _TITLE.match(text, at, end) or _SPACED.match(text, start, end):
        return LINK
    if _TITLE_BEGUN.fullmatch(text, at, end):
        return LINK if is_full else None
    return TEXT if is_full or _NO_ADDRESS.search(text, at, end) else None
