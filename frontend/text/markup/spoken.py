"""What a filter has let through and not given out yet, and what it knows of the line under way."""

from frontend.text.markup.table import Table

WRAPPED_LINE_CHARS = 40  # a shorter line was ended on purpose
TAIL_CHARS = 24


class Spoken:
    """Text on its way out. The cells of a table's row are parted by commas, or named."""

    def __init__(self) -> None:
        self.tail = ""  # the last that was let through
        self._parts: list[str] = []
        self._line_chars = 0
        self._cell_ended = False
        self._table = Table()

    @property
    def held_chars(self) -> int:
        return self._table.held_chars

    @property
    def is_line_long(self) -> bool:
        """Whether the line may have been broken by an editor instead of its writer."""
        return self._line_chars >= WRAPPED_LINE_CHARS and not self._table.in_row

    @property
    def may_be_headings(self) -> bool:
        """Whether the line before may be the first of a table."""
        return self._table.may_be_headings

    def begin_line(self, *, is_row: bool) -> None:
        """Begin a line that holds something; `is_row`: with the mark of a table's row."""
        self._out(self._table.begin_line(is_row=is_row))

    def add(self, text: str) -> None:
        self.tail = (self.tail + text if len(text) < TAIL_CHARS else text)[-TAIL_CHARS:]
        self._line_chars += len(text)
        if self._table.in_row:
            self._out(self._table.add(text))
            return
        self._table.note(text)
        if self._cell_ended:
            text = text.lstrip()
            if not text:
                return
            text, self._cell_ended = f", {text}", False
        self._parts.append(text)

    def end_cell(self) -> None:
        """Let a comma come before what comes next in the line; an empty cell gets none."""
        if self._table.in_row:
            self._out(self._table.end_cell())
            return
        self._table.note_cell()
        self._cell_ended = self._line_chars > 0

    def join_line(self) -> None:
        """Go on with the next line as if it were this one."""
        self.add(" ")
        self._line_chars = 0

    def end_line(self) -> None:
        self._out(self._table.end_line())
        self.tail = "\n"
        self._line_chars, self._cell_ended = 0, False

    def make_headings(self) -> None:
        """Take the line before for the headings of the rows to come."""
        self._table.make_headings()

    def let_go(self) -> None:
        """Give out what was held for a table that may not come."""
        self._out(self._table.let_go())

    def taken(self) -> str:
        """Return the text and forget it."""
        text = "".join(self._parts)
        self._parts.clear()
        return text

    def _out(self, text: str) -> None:
        if text:
            self._parts.append(text)
