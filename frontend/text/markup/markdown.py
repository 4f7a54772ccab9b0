"""Takes the Markdown out of a stream of text, and leaves what is to be said.

A fenced block that names a programming language is dropped, unless a client wants it spoken or told
of: code read aloud helps nobody, and its reader has it on the screen. One without a language, or of
text, may well be the letter or the poem that was asked for: it is kept. So is code within a line. A
line that an editor has broken goes on in the next one.
"""

import re
from collections.abc import Callable

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.text.markup.announcing import announced
from frontend.text.markup.lexer import Step
from frontend.text.markup.lines import read_delimiters, read_fence, read_prefix, run_end
from frontend.text.markup.marks import Marks
from frontend.text.markup.skipped import Skipped, SkippedBlock
from frontend.text.markup.spoken import Spoken
from frontend.text.markup.within.inline import is_literal

_MARKS = "\n*_~`![]<>|\\=&$◁▷"
_TEXT = re.compile(rf"[^{re.escape(_MARKS)}]+")
_MARK = re.compile(rf"[{re.escape(_MARKS)}]")
_CODE = re.compile(r"[^\n`]+")


class MarkdownFilter(Marks):
    """Reads line by line: what a line begins with, then the marks within it."""

    def __init__(self, language: str = "en", options: TextOptions = AS_SET) -> None:
        self._inline_marks: dict[str, Callable[[str, int, int], Step]] = {
            "\n": self._line_break,
            **dict.fromkeys("*_~=", self._emphasis),
            "`": self._backticks,
            "!": self._exclamation,
            "[": self._bracket,
            "]": self._closing_bracket,
            "<": self._angle,
            ">": self._closing_angle,
            "|": self._pipe,
            "\\": self._backslash,
            "&": self._ampersand,
            "$": self._dollar,
            **dict.fromkeys("◁▷", self._triangle),
        }
        super().__init__(language, options)

    def _start_over(self) -> None:
        super()._start_over()
        self._ticks = ""  # that end the code

    def push(self, text: str) -> str:
        if text and not self._held and self._mode == self._inline and not _MARK.search(text):
            self._before = text[-1]
            self._spoken.add(text)
            return self._spoken.taken()
        return super().push(text)

    def _nothing_spoken(self) -> Spoken:
        return Spoken()

    # The modes.

    def _line_start(self, text: str, start: int, end: int) -> Step:
        if text[start] == "\n":
            self._end_line()
            return start + 1
        if self._spoken.may_be_headings:
            stop = read_delimiters(text, start, end)
            if stop is None:
                return None
            if stop > start:
                self._spoken.make_headings()
                return stop
        if text[start] in "`~":
            return self._fence(text, start, end)
        if text[start] == "|":
            self._spoken.begin_line(is_row=True)
            self._mode = self._inline
            return start + 1
        stop = read_prefix(text, start, end)
        if stop == start:
            self._spoken.begin_line(is_row=False)
            self._mode = self._inline
        return stop

    def _inline(self, text: str, start: int, end: int) -> Step:
        mark = self._inline_marks.get(text[start])
        if mark:
            return mark(text, start, end)
        found = _TEXT.match(text, start, end)
        assert found is not None
        self._spoken.add(found[0])
        return found.end()

    def _code(self, text: str, start: int, end: int) -> Step:
        found = _CODE.match(text, start, end)
        if found:
            self._spoken.add(found[0])
            return found.end()
        if text[start] == "\n":
            return self._line_break(text, start, end)
        stop = run_end(text, start, end)
        if stop == end:
            return None
        if text[start:stop] == self._ticks:
            self._mode = self._inline
        return stop

    def _skip(self, text: str, start: int, end: int) -> Step:
        stop = self._skipped.read(text, start, end)
        if self._skipped.is_done:
            self._mode = self._inline
        return stop

    def _start_skipping(self, skipped: Skipped) -> None:
        self._skipped, self._mode = skipped, self._skip

    # The marks that begin a mode, and the fence at the start of a line.

    def _fence(self, text: str, start: int, end: int) -> Step:
        fence = read_fence(text, start, end)
        if fence is None:
            return None
        self._spoken.begin_line(is_row=False)
        if not fence.marks:
            self._mode = self._inline
        elif fence.is_code and self._options.code != "speak":
            if self._options.code == "announce":
                self._spoken.add(announced(fence.language, self._language))
            self._start_skipping(SkippedBlock(fence.marks))
        return fence.end

    def _line_break(self, text: str, start: int, end: int) -> Step:
        if self._spoken.is_line_long and (self._before.islower() or self._before == ","):
            if start + 1 >= end:
                return None
            if text[start + 1].islower():
                self._spoken.join_line()
                return start + 1
        self._end_line()
        return start + 1

    def _emphasis(self, text: str, start: int, end: int) -> Step:
        stop = run_end(text, start, end)
        if stop == end:
            return None
        if is_literal(text[start:stop], self._before, text[stop]):
            self._spoken.add(text[start:stop])
        return stop

    def _backticks(self, text: str, start: int, end: int) -> Step:
        stop = run_end(text, start, end)
        if stop == end:
            return None
        self._mode, self._ticks = self._code, text[start:stop]
        return stop
