"""Markdown: blocks of lines, with the marks in them left to the filter that all text goes through.

That filter sees passages, one by one: so a block that it has to see as a whole, or not at all, is
dealt with here. Code in a programming language, unless somebody wants to hear of it, comments and
the definitions of links are left out; other fenced blocks, which are spoken, are never parted. Each
part of a table has the headings.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.decoding import decode, lines_of
from frontend.jobs.readers.front_matter import split_front_matter
from frontend.jobs.readers.work import Chapter, Work, book_items, parted
from frontend.text import SpeakableFilter
from frontend.text.markup.atoms import opened
from frontend.text.markup.lines import Fence, read_fence
from frontend.text.markup.within.entities import literal

CHAPTER_LEVELS = 2
MAX_TITLE_CHARS, MAX_TITLE_LINES = 200, 5  # what is under a longer paragraph is a rule

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_SETEXT = re.compile(r" {0,3}(?:(=+)|-+)[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_OWN_LINE = re.compile(r"[ \t]*[|<]")  # of a table or of HTML
_DEFINITION = re.compile(
    r" {0,3}\[([^\]^][^\]]{0,200})\]:[ \t]*"
    r"(?:<|#|\.{0,2}/|https?:|mailto:|www\.|[^\s:]{1,200}\.\w{1,5}(?:[?#\s]|$))"
)
_LABEL = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
_DELIMITERS = re.compile(r"[|:\- \t]+")


class Block(NamedTuple):
    """A paragraph, a list, a table or a fenced block; or a heading, with its level."""

    text: str
    level: int = 0
    is_fenced: bool = False
    title: str = ""  # a heading as it is said


def read_marked(content: bytes, title: str, *, keeps_code: bool = False) -> Work:
    front, lines = split_front_matter(lines_of(decode(content)))
    title = front.title or title
    return Work(
        title=title,
        author=front.author,
        language=front.language,
        items=book_items(_chapters(lines, front.lines, title, keeps_code)),
    )


def _chapters(lines: list[str], skipped: int, title: str, keeps_code: bool) -> Iterator[Chapter]:
    paragraphs: list[str] = []
    for block in _Scanner(skipped, keeps_code).blocks(_without_labels(lines)):
        if 0 < block.level <= CHAPTER_LEVELS:
            yield Chapter(title, paragraphs)
            title, paragraphs = block.title, [block.text]
        elif block.is_fenced:
            paragraphs.append(block.text)
        else:
            paragraphs += _parted(block.text)
    yield Chapter(title, paragraphs)


def _parted(text: str) -> Iterator[str]:
    """Yield a block in parts; of a table, each begins with the headings."""
    lines = text.split("\n", 2)
    is_table = len(lines) == 3 and "|" in lines[0] and _DELIMITERS.fullmatch(lines[1]) is not None
    for number, part in enumerate(parted(text)):
        yield "\n".join([*lines[:2], part]) if is_table and number else part


def _without_labels(lines: list[str]) -> list[str]:
    """Return the lines without the labels of links, for those that are defined."""
    defined = {found[1].casefold() for line in lines if (found := _DEFINITION.match(line))}
    if not defined:
        return lines

    def emptied(label: re.Match[str]) -> str:
        return "][]" if label[1].casefold() in defined else label[0]

    return [_LABEL.sub(emptied, line) for line in lines]


class _Scanner:
    """Reads lines into blocks."""

    def __init__(self, skipped: int, keeps_code: bool) -> None:
        self._keeps_code = keeps_code
        self._number = skipped  # of the line under way, in the file
        self._lines: list[str] = []  # of the block under way
        self._is_parted = False  # a blank line came after them

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        rest = iter(_without_comments(lines))
        for line in rest:
            self._number += 1
            fence = _fence(line)
            if fence.marks:
                yield from self._taken()
                yield from self._fenced(line, fence, rest)
            elif not line.strip():
                self._is_parted = True
            elif found := _ATX.match(line):
                yield from self._taken()
                yield from _heading(_atx_title(line[found.end() :]), len(found[1]))
            elif (found := _SETEXT.match(line)) and self._is_title():
                title = " ".join(map(str.strip, self._lines))
                self._lines = []
                yield from _heading(title, 1 if found[1] else 2)
            elif not _DEFINITION.match(line):
                yield from self._add(line)
        yield from self._taken()

    def _add(self, line: str) -> Iterator[Block]:
        """Add a line to the block, or yield that and begin one; a list's blank lines part none."""
        if self._is_parted and self._lines:
            is_list = _ITEM.match(self._lines[0]) is not None
            if is_list and (_ITEM.match(line) or line.startswith((" ", "\t"))):
                self._lines.append("")
            else:
                yield from self._taken()
        self._is_parted = False
        self._lines.append(line)

    def _taken(self) -> Iterator[Block]:
        """Yield the block under way, and forget it."""
        if self._lines:
            yield Block(_unwrapped(self._lines))
        self._lines, self._is_parted = [], False

    def _is_title(self) -> bool:
        """Return whether the block is a paragraph, and short enough for a title."""
        if self._is_parted or not 0 < len(self._lines) <= MAX_TITLE_LINES:
            return False
        if sum(map(len, self._lines)) > MAX_TITLE_CHARS:
            return False
        return not any(
            _ITEM.match(line) or _OWN_LINE.match(line) or line.lstrip().startswith(">")
            for line in self._lines
        )

    def _fenced(self, line: str, fence: Fence, rest: Iterator[str]) -> Iterator[Block]:
        """Read up to the line that closes the fence; code is left out."""
        opened, lines = self._number, [line]
        for after in rest:
            self._number += 1
            lines.append(after)
            marks = after.strip()
            if marks.startswith(fence.marks) and not marks.strip(fence.marks[0]):
                if self._keeps_code or not fence.is_code:
                    yield Block("\n".join(lines), is_fenced=True)
                return
        raise InvalidRequest(
            f"Line {opened} opens a block of code that nothing closes: add a line with "
            f"{fence.marks} after it."
        )


def _fence(line: str) -> Fence:
    """Return the fence that the line opens, without marks if it is none."""
    bare = line.lstrip(" \t")
    if not bare.startswith(("```", "~~~")):
        return Fence(0)
    line = f"{bare}\n"
    return read_fence(line, 0, len(line)) or Fence(0)


def _heading(title: str, level: int) -> Iterator[Block]:
    """Yield a heading and how it is said, unless nothing of it is."""
    read = SpeakableFilter()
    spoken = " ".join(opened(f"{read.push(title)}{read.flush()}").split())
    if spoken:
        yield Block(literal(spoken), level, title=spoken)


def _atx_title(text: str) -> str:
    """Return a heading without the marks that may close it."""
    text = text.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else text


def _unwrapped(lines: list[str]) -> str:
    """Return a block with the lines joined that Markdown reads as one."""
    if any(fence in line for line in lines for fence in ("```", "~~~")):  # within a quote
        return "\n".join(lines)
    joined = [lines[0]]
    for before, line in pairwise(lines):
        joined.append(f" {_inner(line)}" if _goes_on(before, line) else f"\n{line}")
    return "".join(joined)


def _goes_on(before: str, line: str) -> bool:
    """Return whether the line is a part of the paragraph that the line before it belongs to."""
    is_broken = before.endswith(("  ", "\\")) or "|" in before or "|" in line
    if is_broken or _OWN_LINE.match(before) or _OWN_LINE.match(line):
        return False
    if _is_quote(line) and not _is_quote(before):
        return False
    inner = _inner(line)
    return bool(_inner(before) and inner) and not _ITEM.match(inner)


def _inner(line: str) -> str:
    """Return a line without the marks of a quote."""
    return line.lstrip(" \t>") if _is_quote(line) else line.strip(" \t")


def _is_quote(line: str) -> bool:
    return line.lstrip(" \t").startswith(">")


def _without_comments(lines: list[str]) -> list[str]:
    """Return the lines without HTML comments; as many lines as before."""
    text = "\n".join(lines)
    kept, start = [], 0
    while (opening := text.find("<!--", start)) >= 0:
        closing = text.find("-->", opening + 4)
        if closing < 0:
            break
        kept += [text[start:opening], "\n" * text.count("\n", opening, closing)]
        start = closing + 3
    return "".join([*kept, text[start:]]).split("\n")
