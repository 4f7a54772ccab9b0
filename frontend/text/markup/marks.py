"""What is done at the marks within a line: brackets of all kinds, entities, formulas."""

from frontend.protocol.text_options import TextOptions
from frontend.text.markup import atoms
from frontend.text.markup.lexer import Lexer, Step
from frontend.text.markup.maths.formulas import (
    Formula,
    long_opening,
    read_backslash,
    read_dollar,
    read_on,
)
from frontend.text.markup.skipped import Skipped, SkippedComment, SkippedLine, SkippedUrl
from frontend.text.markup.within.brackets import (
    label_end,
    read_address,
    read_bracket,
    spaced_address_end,
)
from frontend.text.markup.within.elements import read_tag
from frontend.text.markup.within.entities import read_entity
from frontend.text.markup.within.read import Read
from frontend.text.markup.within.reasoning import Opening, SkippedReasoning, read_opening

_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Marks(Lexer):
    """Knows what is open in the line: links, and angle brackets that stand round words."""

    def __init__(self, language: str, options: TextOptions) -> None:
        self._language, self._options = language, options
        self.unclosed = ""  # the tag of a block of reasoning that never ended
        super().__init__()

    def _start_over(self) -> None:
        super()._start_over()
        self._links = self._angles = 0
        self._closer = ""  # of the formula under way
        self._skipped: Skipped = SkippedUrl()  # what nobody hears, where we are in it

    def flush(self) -> str:
        if isinstance(self._skipped, SkippedReasoning) and not self._skipped.is_whole:
            self.unclosed = self._skipped.tag
        return super().flush()

    def _start_skipping(self, skipped: Skipped) -> None:
        raise NotImplementedError

    def _end_line(self) -> None:
        self._spoken.end_line()
        self._links = self._angles = 0
        self._mode = self._line_start

    def _exclamation(self, text: str, start: int, end: int) -> Step:
        if start + 1 >= end:
            return None
        if text[start + 1] == "[":
            is_full = self._is_full(start, end)
            bracket = read_bracket(text, start + 1, end, "!", is_full=is_full)
            if bracket is None:
                return None
            if bracket.is_link:
                return start + 1  # an image: its bracket is read as that of a link
        self._spoken.add("!")
        return start + 1

    def _bracket(self, text: str, start: int, end: int) -> Step:
        opening = read_opening(text, start, end, self._before, self._spoken.tail)
        if opening is None or opening.end > start:
            return self._open(opening)
        is_full = self._is_full(start, end)
        bracket = read_bracket(text, start, end, self._spoken.tail, is_full=is_full)
        if bracket is None:
            return None
        if bracket.atom:
            self._spoken.add(atoms.closed(bracket.atom))
        elif bracket.is_line:
            self._start_skipping(SkippedLine())
        elif bracket.end and bracket.is_link:  # the mark of a note that is a link
            return self._skip_address(text, bracket.end, end)
        elif bracket.is_link:
            self._links += 1
        elif not bracket.end:
            self._spoken.add("[")
        return bracket.end or start + 1

    def _closing_bracket(self, text: str, start: int, end: int) -> Step:
        if self._links:
            if start + 1 >= end:
                return None
            if text[start + 1] == "(":
                return self._end_link(text, start, end)
            if text[start + 1] == "[":
                return self._label(text, start, end)
        self._spoken.add("]")
        return start + 1

    def _end_link(self, text: str, start: int, end: int) -> Step:
        """Leave out the address of a link, unless what stands there is none."""
        address = read_address(text, start + 1, end, self._is_full(start, end))
        if address is None:
            return None
        if address.is_link:
            self._links -= 1
            return self._skip_address(text, start + 1, end)
        self._spoken.add("]")
        return start + 1

    def _label(self, text: str, start: int, end: int) -> Step:
        """Leave out what names the address of a link that stands elsewhere."""
        stop = label_end(text, start + 1, end)
        if stop is None:
            return None
        if stop > start + 1:
            self._links -= 1
            return stop
        self._spoken.add("]")
        return start + 1

    def _skip_address(self, text: str, start: int, end: int) -> Step:
        stop = spaced_address_end(text, start, end)
        if stop is None:
            self._start_skipping(SkippedUrl())
        return stop or start

    def _angle(self, text: str, start: int, end: int) -> Step:
        opening_chars = text[start : min(end, start + 4)]
        if opening_chars == "<!--":
            self._start_skipping(SkippedComment())
            return start + 4
        if "<!--".startswith(opening_chars):
            return None
        opening = read_opening(text, start, end, self._before, self._spoken.tail)
        if opening is None or opening.end > start:
            return self._open(opening)
        is_full = self._is_full(start, end)
        return self._take(read_tag(text, start, end, self._before, is_full=is_full))

    def _triangle(self, text: str, start: int, end: int) -> Step:
        opening = read_opening(text, start, end, self._before, self._spoken.tail)
        if opening is None or opening.end > start:
            return self._open(opening)
        return start + 1  # a picture, as others are

    def _open(self, opening: Opening | None) -> Step:
        """Skip a block of reasoning, unless it is to be spoken, and a token that is never said."""
        if opening is None:
            return None
        if self._options.reasoning == "speak":
            self._end_line()
        elif opening.closer:
            self._start_skipping(SkippedReasoning(opening))
        return opening.end

    def _take(self, read: Read | None) -> Step:
        if read is None:
            return None
        if read.is_line_end:
            self._end_line()
        self._angles += read.opens
        if read.spoken:
            self._spoken.add(read.spoken)
        return read.end

    def _closing_angle(self, text: str, start: int, end: int) -> Step:
        if not self._angles:
            self._spoken.add(">")
            return start + 1
        if start + 1 >= end:
            return None
        self._close_angle(text[start + 1])
        return start + 1

    def _close_angle(self, after: str) -> None:
        """Drop the second of a pair of brackets; what touches it is another word."""
        self._angles -= 1
        if after.isascii() and after.isalnum():
            self._spoken.add(" ")

    def _ampersand(self, text: str, start: int, end: int) -> Step:
        is_open = self._angles > 0
        read = read_entity(text, start, end, self._before, is_open=is_open)
        if read and is_open and not read.spoken and not read.opens:
            if read.end >= end:
                return None
            self._close_angle(text[read.end])
        return self._take(read)

    def _pipe(self, text: str, start: int, end: int) -> Step:
        self._spoken.end_cell()
        return start + 1

    def _dollar(self, text: str, start: int, end: int) -> Step:
        return self._formula(text, start, end, read_dollar(text, start, end, self._before))

    def _backslash(self, text: str, start: int, end: int) -> Step:
        formula = read_backslash(text, start, end, self._before)
        if formula is None or formula.end > start:
            return self._formula(text, start, end, formula)
        if text[start + 1] not in _ESCAPED:
            self._spoken.add("\\")
            return start + 1
        self._spoken.add(text[start + 1])
        return start + 2

    def _formula(self, text: str, start: int, end: int, formula: Formula | None) -> Step:
        if formula is None and self._is_full(start, end):
            formula = long_opening(text, start, end)
        if formula is None:
            return None
        if formula.end == start:
            self._spoken.add(text[start])
            return start + 1
        self._say(formula)
        return formula.end

    def _in_formula(self, text: str, start: int, end: int) -> Step:
        is_full = self._is_full(start, end)
        formula = read_on(text, start, end, self._closer, is_full=is_full)
        if formula is None:
            return None
        self._say(formula)
        return formula.end

    def _say(self, formula: Formula) -> None:
        """Speak a formula, or the part of it that is there."""
        # The library is loaded where a formula comes: most texts have none.
        from frontend.text.markup.maths.spoken_formula import spoken_formula

        self._closer = formula.closer
        self._mode = self._in_formula if formula.closer else self._inline
        words = spoken_formula(formula.body, self._language)
        self._spoken.add(atoms.closed(words) if not formula.closer else f"{words} ")
