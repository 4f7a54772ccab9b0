"""LaTeX in a text: where a formula begins and ends, and that "$5 and $6" is money.

A formula is not over at a mark within it, so it goes to the cutter as one atom.
"""

import re
from typing import NamedTuple

from frontend.text.script import is_cjk

_STRONG = re.compile(r"[\\^_={}]")
_PROSE = re.compile(r"\s[^\W\d_]{2}")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{3}")
_PROSE_WORDS = 4  # so many before any mark of a formula tell that there is none
_DOLLAR = re.compile(r"\$(?![\s$])((?>(?:[^$\\\n]++|\\[^\n])*))")
_CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_BEGIN = re.compile(r"\\begin\{([a-z]{1,20}\*?)\}")
_BEGIN_BEGUN = re.compile(r"\\(?:b(?:e(?:g(?:i(?:n(?:\{[a-z]{0,20}\*?)?)?)?)?)?)?")
# Parts of formulas that stand in a sentence without any marks.
_BARE = re.compile(
    r"\\(?:[dt]?frac\{[^{}\n]{1,60}\}\{[^{}\n]{1,60}\}|(?:sqrt|text|mathbf)\{[^{}\n]{1,60}\}"
    r"|(?:alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|rho|sigma|phi|omega|Delta|Sigma|Omega"
    r"|infty|leq|geq|neq|approx|times|cdot|pm|rightarrow)(?![A-Za-z]))"
)
_BARE_BEGUN = re.compile(r"\\[A-Za-z]{1,12}(?:\{[^{}\n]{0,60}(?:\}(?:\{[^{}\n]{0,60})?)?)?")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CUT = re.compile(r"\\\\|[\s](?=[^\s]{0,40}\Z)")


class Formula(NamedTuple):
    """A formula, or the first part of one that goes on up to `closer`; "" is none."""

    end: int
    body: str = ""
    closer: str = ""


def read_dollar(text: str, start: int, end: int, before: str) -> Formula | None:
    """Read the `$` at `start`. A formula has no space within its marks, and no digit after them.

    None if what is there does not tell yet.
    """
    if start + 1 >= end:
        return None
    if text[start + 1] == "$":
        return _read_double_dollar(text, start, end, before)
    found = _DOLLAR.match(text, start, end)
    if found is None or _joins(before) or before == "$" or _is_prose(found[1], 1):
        return Formula(start)
    stop, body = found.end(), found[1]
    if stop >= end or (text[stop] == "\\" and stop + 1 >= end):
        return None
    if text[stop] != "$" or body[-1:].isspace():
        return Formula(start)
    if stop + 1 >= end:
        return None
    after = text[stop + 1]
    is_formula = after != "$" and not _joins(after) and is_math(body)
    return Formula(stop + 1, body) if is_formula else Formula(start)


def _read_double_dollar(text: str, start: int, end: int, before: str) -> Formula | None:
    if start + 2 >= end:
        return None
    if text[start + 2] == "$" or _joins(before):
        return Formula(start)
    return _delimited(text, start, end, "$$")


def _joins(char: str) -> bool:
    """Return whether a "$" beside it is none of a formula: "a$b", but "若$x$则"."""
    return char.isalnum() and not is_cjk(char)


def read_backslash(text: str, start: int, end: int, before: str) -> Formula | None:
    """Read the backslash at `start`: of a formula, of a part of one by itself, or of neither."""
    opener = text[start : start + 2]
    if len(opener) < 2 or start + 1 >= end:
        return None
    if opener in _CLOSERS:
        return _delimited(text, start, end, opener)
    if found := _BEGIN.match(text, start, end):
        return _delimited(text, start, end, found[0])
    if _BEGIN_BEGUN.fullmatch(text, start, end) or _BARE_BEGUN.fullmatch(text, start, end):
        return None
    bare = None if before.isalnum() or before in ":\\" else _BARE.match(text, start, end)
    return Formula(bare.end(), bare[0]) if bare else Formula(start)


def read_on(text: str, start: int, end: int, closer: str, *, is_full: bool) -> Formula | None:
    """Read on in a formula that was too long to be seen whole. Without a closer, it is over."""
    stop = _closing(text, start, end, closer)
    if stop is not None:
        return Formula(stop + _width(text, stop, closer), text[start:stop])
    if not is_full:
        return None
    cut = _CUT.search(text, start + 1, end)
    stop = cut.end() if cut else end
    return Formula(stop, text[start:stop], closer)


def is_math(body: str) -> bool:
    """Return whether what stands between the marks of a formula can be one."""
    return bool(body.strip()) and (bool(_STRONG.search(body)) or not _WORD.search(body))


def _delimited(text: str, start: int, end: int, opener: str) -> Formula | None:
    closer = _CLOSERS.get(opener) or opener.replace("begin", "end")
    inner = start + len(opener)
    stop = _closing(text, inner, end, closer)
    body = text[inner : end if stop is None else stop]
    if _is_prose(body, _PROSE_WORDS):
        return Formula(start)
    if stop is None:
        return None
    width = _width(text, stop, closer)
    if not is_math(body) or (not width and not _STRONG.search(body)):
        return Formula(start)
    return Formula(stop + width, body)


def long_opening(text: str, start: int, end: int) -> Formula:
    """Return how a formula begins that is too long to be seen whole, by its opening at `start`."""
    if not _STRONG.search(text, start + 2, end):
        return Formula(start)
    found = _BEGIN.match(text, start)
    opener = found[0] if found else text[start : start + 2]
    closer = _CLOSERS.get(opener) or (opener.replace("begin", "end") if found else "")
    return Formula(start + len(opener), closer=closer) if closer else Formula(start)


def _closing(text: str, start: int, end: int, closer: str) -> int | None:
    """Return where the closer begins, or the blank line before which the formula ends at last."""
    stop = text.find(closer, start, end)
    blank = _BLANK_LINE.search(text, start, end if stop < 0 else stop)
    if blank:
        return blank.start()
    return None if stop < 0 else stop


def _width(text: str, stop: int, closer: str) -> int:
    return len(closer) if text.startswith(closer, stop) else 0


def _is_prose(body: str, words: int) -> bool:
    """Return whether so many words come before any mark of a formula."""
    strong = _STRONG.search(body)
    within = body[: strong.start()] if strong else body
    return sum(1 for _ in _PROSE.finditer(within)) >= words
