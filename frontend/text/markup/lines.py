"""Markdown at the start of a line: headings, quotes, bullets, rules and tables, fences."""

import re
from typing import NamedTuple

_RUN = re.compile(r"(.)\1*", re.DOTALL)
_FENCE = re.compile(r"(`{3,80}|~{3,80})([^\n`]*)")
_DELIMITERS = re.compile(r"[|:\- \t]+")
_CHECKBOX = re.compile(r"\[[ xX]\](?=\s)")
_CHECKBOX_BEGUN = re.compile(r"\[(?:[ xX]\]?)?")
_BULLETS = frozenset("-+*•‣⁃◦∙·–")
_PREFIXES = _BULLETS | frozenset("#>:=_")
_RULE_CHARS = 3  # so many of "-", "*", "_" or "=" in a row are a line, not text
_HEADING_LEVELS = 6
_SPOKEN_FENCES = frozenset(("", "markdown", "md", "none", "plain", "plaintext", "text", "txt"))


class Fence(NamedTuple):
    """The line that opens or closes a block. `marks` is "" if there is none at this place."""

    end: int
    marks: str = ""
    is_code: bool = False  # it names a programming language
    language: str = ""


def read_prefix(text: str, start: int, end: int) -> int | None:
    """Return where the mark at `start` ends, `start` if there is none, None if it is not certain.

    A list's "1." is no such mark: it is spoken.
    """
    char = text[start]
    if char in " \t":
        return start + 1
    if char == "[":
        return _read_checkbox(text, start, end)
    if char not in _PREFIXES:
        return start
    stop = run_end(text, start, end)
    if stop == end:
        return None
    return stop if _is_prefix(text[start:stop], text[stop]) else start


def read_fence(text: str, start: int, end: int) -> Fence | None:
    """Read the backticks or tildes at the start of a line, or return None if more is needed."""
    found = _FENCE.match(text, start, end)
    if found is None:
        return None if run_end(text, start, end) == end else Fence(start)
    if found.end() == end:
        return None
    if text[found.end()] == "`":  # code that opens and closes in the line
        return Fence(start)
    language = found[2].strip().partition(" ")[0].lower()
    return Fence(found.end(), found[1], language not in _SPOKEN_FENCES, language)


def read_delimiters(text: str, start: int, end: int) -> int | None:
    """Return where the line of dashes ends that is under the headings of a table, with its break.

    `start`, if there is none; None, if it is not certain.
    """
    found = _DELIMITERS.match(text, start, end)
    if found is None or found.end() == end:
        return None if found else start
    is_one = text[found.end()] == "\n" and "-" in found[0] and "|" in found[0]
    return found.end() + 1 if is_one else start


def run_end(text: str, start: int, end: int) -> int:
    """Return where the run of equal characters at `start` ends."""
    run = _RUN.match(text, start, end)
    return run.end() if run else start


def _read_checkbox(text: str, start: int, end: int) -> int | None:
    found = _CHECKBOX.match(text, start, end)
    if found:
        return found.end()
    return None if _CHECKBOX_BEGUN.fullmatch(text, start, end) else start


def _is_prefix(run: str, after: str) -> bool:
    char = run[0]
    if char == "#":
        return len(run) <= _HEADING_LEVELS and after.isspace()
    if char == ">":
        return after != "=" and not after.isdigit()  # "> 5 is enough" is rarer than a quote
    if char == ":":
        return after in "-|\n"  # ":---:" of a table
    if len(run) >= _RULE_CHARS:
        return char in "-*_="
    return char in _BULLETS and (after.isspace() or after in "|:")
