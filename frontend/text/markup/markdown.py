"""Takes the Markdown out of a stream of text, and leaves what is to be said.

Every decision is taken from the text alone, once enough of it is there: however it is spread over
the pushes, the same comes out. What is undecided is held back, HOLD_CHARS at the most.

A fenced block that names a programming language is dropped: code read aloud helps nobody, and its
reader has it on the screen. One without a language, or of text, may well be the letter or the poem
that was asked for: it is kept. A line that an editor has broken goes on in the next one.
"""

import re
from collections.abc import Callable

from frontend.text.markup.inline import is_literal, read_bracket, read_tag
from frontend.text.markup.lines import read_fence, read_prefix, run_end
from frontend.text.markup.skipped import Skipped, SkippedBlock, SkippedComment, SkippedUrl
from frontend.text.markup.spoken import Spoken

HOLD_CHARS = 300

_TEXT = re.compile(r"[^\n*_~`!\[\]<|\\]+")
_MARK = re.compile(r"[\n*_~`!\[\]<|\\]")
_CODE = re.compile(r"[^\n`]+")
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

Step = int | None  # where to read on, or None: more text is needed


class MarkdownFilter:
    """A lexer that reads on only where what follows cannot change its mind."""

    def __init__(self) -> None:
        self._inline_marks: dict[str, Callable[[str, int, int], Step]] = {
            "\n": self._line_break,
            **dict.fromkeys("*_~", self._emphasis),
            "`": self._backticks,
            "!": self._exclamation,
            "[": self._bracket,
            "]": self._closing_bracket,
            "<": self._angle,
            "|": self._pipe,
            "\\": self._backslash,
        }
        self._start_over()

    def _start_over(self) -> None:
        self._held = ""
        self._spoken = Spoken()
        self._mode: Callable[[str, int, int], Step] = self._line_start
        self._before = "\n"  # the last character read
        self._links = 0  # brackets of links that are open
        self._ticks = ""  # that end the code
        self._skipped: Skipped = SkippedUrl()  # what nobody hears, where we are in it

    @property
    def held_chars(self) -> int:
        return len(self._held)

    def push(self, text: str) -> str:
        """Return the text to speak that is certain now."""
        if text and not self._held and self._mode == self._inline and not _MARK.search(text):
            self._before = text[-1]
            self._spoken.add(text)
            return self._spoken.taken()
        self._held += text
        return self._read("")

    def settle(self) -> str:
        """Return what can be told of the held text if a space comes next."""
        return self._read(" ")

    def flush(self) -> str:
        """Return what is left and start over with a new line."""
        text = self._read("\n")
        self._start_over()
        return text

    def _read(self, after: str) -> str:
        """Read the held text as far as it is certain; `after` is seen behind it, but not read."""
        text, size = self._held + after, len(self._held)
        position = 0
        while position < size:
            end = min(len(text), position + HOLD_CHARS)
            step = self._mode(text, position, end)
            if step is None and end - position < HOLD_CHARS:
                break
            if step is None:
                step = self._give_up(text, position, end)
            if step > position:
                self._before = text[step - 1]
            position = step
        self._held = text[position:size]
        return self._spoken.taken()

    def _give_up(self, text: str, start: int, end: int) -> int:
        """Go on where nothing is certain after HOLD_CHARS: a run is dropped, a mark is text."""
        if self._mode == self._line_start:
            self._mode = self._inline
            return start
        if run_end(text, start, end) == end:
            return end
        self._spoken.add(text[start])
        return start + 1

    def _end_line(self) -> None:
        self._spoken.end_line()
        self._links = 0
        self._mode = self._line_start

    # The modes.

    def _line_start(self, text: str, start: int, end: int) -> Step:
        if text[start] == "\n":
            self._end_line()
            return start + 1
        if text[start] in "`~":
            return self._fence(text, start, end)
        stop = read_prefix(text, start, end)
        if stop == start:
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

    # The marks within a line, and the fence at its start.

    def _fence(self, text: str, start: int, end: int) -> Step:
        fence = read_fence(text, start, end)
        if fence is None:
            return None
        if not fence.marks:
            self._mode = self._inline
        elif fence.is_code:
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

    def _exclamation(self, text: str, start: int, end: int) -> Step:
        if start + 1 >= end:
            return None
        if text[start + 1] == "[":
            bracket = read_bracket(text, start + 1, end, "!")
            if bracket is None:
                return None
            if bracket.is_link:
                return start + 1  # an image: its bracket is read as that of a link
        self._spoken.add("!")
        return start + 1

    def _bracket(self, text: str, start: int, end: int) -> Step:
        bracket = read_bracket(text, start, end, self._before)
        if bracket is None:
            return None
        if bracket.is_citation:
            if bracket.is_link:
                self._start_skipping(SkippedUrl())
            return bracket.end
        if bracket.is_link:
            self._links += 1
        else:
            self._spoken.add("[")
        return start + 1

    def _closing_bracket(self, text: str, start: int, end: int) -> Step:
        if self._links:
            if start + 1 >= end:
                return None
            if text[start + 1] == "(":
                self._links -= 1
                self._start_skipping(SkippedUrl())
                return start + 1
        self._spoken.add("]")
        return start + 1

    def _angle(self, text: str, start: int, end: int) -> Step:
        opening = text[start : min(end, start + 4)]
        if opening == "<!--":
            self._start_skipping(SkippedComment())
            return start + 4
        tag = None if "<!--".startswith(opening) else read_tag(text, start, end, self._before)
        if tag is None:
            return None
        if tag.spoken == "\n":
            self._end_line()
        elif tag.spoken:
            self._spoken.add(tag.spoken)
        return tag.end

    def _pipe(self, text: str, start: int, end: int) -> Step:
        self._spoken.end_cell()
        return start + 1

    def _backslash(self, text: str, start: int, end: int) -> Step:
        if start + 1 >= end:
            return None
        if text[start + 1] not in _ESCAPED:
            self._spoken.add("\\")
            return start + 1
        self._spoken.add(text[start + 1])
        return start + 2
