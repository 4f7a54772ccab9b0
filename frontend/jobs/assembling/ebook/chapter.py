"""A chapter's text and the overlay that says when each of its elements is heard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from frontend.jobs.assembling.disk import disk_errors_translated
from frontend.jobs.assembling.ebook.xml import HTML_HEAD, XML, escaped
from frontend.jobs.assembling.timed import tokens_of
from frontend.text.segment import PAUSES_S, Ending

if TYPE_CHECKING:
    from frontend.jobs.assembling.joining import Placed

WIDEST_WORD = 100  # columns: what is longer is marked in parts
SHORTEST_S = 0.001


class _Piece(NamedTuple):
    text: str
    spaced: bool
    start_s: float
    end_s: float


class ChapterFiles:
    """Takes segments in order; every method raises StorageUnavailable if the disk does not."""

    def __init__(self, folder: Path, stem: str, title: str, language: str) -> None:
        self._stem = stem
        self._title = title
        self._pieces = 0
        self._is_open = False  # a paragraph is
        self._has_heading = False
        self._text = self._opened(folder / f"{stem}.xhtml")
        self._smil = self._opened(folder / f"{stem}.smil")
        name = escaped(title)
        self._write(self._text, f"{HTML_HEAD.format(language=escaped(language), title=name)}<body>")
        self._write(
            self._smil,
            f'{XML}\n<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0" '
            f'xmlns:epub="http://www.idpf.org/2007/ops">\n<body>\n'
            f'<seq id="s0" epub:textref="{stem}.xhtml">',
        )

    def add(self, placed: Placed, *, by_word: bool) -> None:
        """Write a segment: in one element, or by its words, if the backend has told of them."""
        segment = placed.segment
        if segment.text.strip():
            self._begin_paragraph(segment.text)
            pieces = list(_words(placed)) if by_word and segment.words else [_whole(placed)]
            for piece in pieces:
                self._write_piece(piece)
        if segment.pause_s >= PAUSES_S[Ending.PARAGRAPH]:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        if self._is_open:
            self._write(self._text, self._end_tag)
        self._is_open = False

    def close(self) -> None:
        self.end_paragraph()
        self._write(self._text, "</body>\n</html>")
        self._write(self._smil, "</seq>\n</body>\n</smil>")
        with disk_errors_translated(self._text.name):
            self._text.close()
            self._smil.close()

    def _begin_paragraph(self, text: str) -> None:
        """Open one; the chapter's heading is the first that is said, if that is its title."""
        if self._is_open:
            self._write(self._text, " ")
            return
        is_heading = not self._has_heading and _same(text, self._title)
        if not self._has_heading and not is_heading:
            self._write(self._text, f"<h1>{escaped(self._title)}</h1>")
        self._has_heading = self._is_open = True
        self._end_tag = "</h1>" if is_heading else "</p>"
        self._write(self._text, "<h1>" if is_heading else "<p>", end="")

    def _write_piece(self, piece: _Piece) -> None:
        self._pieces += 1
        n, stem = self._pieces, self._stem
        space = " " if piece.spaced else ""
        self._write(self._text, f'{space}<span id="w{n}">{escaped(piece.text)}</span>', end="")
        self._write(
            self._smil,
            f'<par id="p{n}"><text src="{stem}.xhtml#w{n}"/><audio src="{stem}.mp3" '
            f'clipBegin="{piece.start_s:.3f}s" clipEnd="{piece.end_s:.3f}s"/></par>',
        )

    def _opened(self, path: Path) -> TextIO:
        with disk_errors_translated(path.name):
            return path.open("w", encoding="utf-8", newline="\n")

    def _write(self, file: TextIO, text: str, end: str = "\n") -> None:
        with disk_errors_translated(file.name):
            file.write(text + end)


def _whole(placed: Placed) -> _Piece:
    return _Piece(placed.segment.text, False, placed.start_s, _end_s(placed))


def _words(placed: Placed) -> Iterator[_Piece]:
    """Yield the words; each lasts until the next begins: what is in no piece is not played."""
    tokens = tokens_of(placed.segment, WIDEST_WORD)
    begins_s = [placed.start_s, *(placed.start_s + token.start_s for token in tokens[1:])]
    for token, (begin_s, end_s) in zip(tokens, pairwise([*begins_s, _end_s(placed)]), strict=True):
        yield _Piece(token.text, token.spaced, begin_s, max(begin_s + SHORTEST_S, end_s))


def _end_s(placed: Placed) -> float:
    return placed.start_s + max(SHORTEST_S, placed.segment.seconds)


def _same(text: str, title: str) -> bool:
    return text.strip(" .\n").casefold() == title.strip(" .\n").casefold()
