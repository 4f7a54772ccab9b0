"""What a filter has let through and not given out yet, and what it knows of the line under way."""

WRAPPED_LINE_CHARS = 40  # a shorter line was ended on purpose


class Spoken:
    """Text on its way out. The cells of a table's row are parted by commas."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line_chars = 0
        self._cell_ended = False

    @property
    def is_line_long(self) -> bool:
        """Whether the line may have been broken by an editor instead of its writer."""
        return self._line_chars >= WRAPPED_LINE_CHARS

    def add(self, text: str) -> None:
        if self._cell_ended:
            text = text.lstrip()
            if not text:
                return
            text, self._cell_ended = f", {text}", False
        self._parts.append(text)
        self._line_chars += len(text)

    def end_cell(self) -> None:
        """Let a comma come before what comes next in the line; an empty cell gets none."""
        self._cell_ended = self._line_chars > 0

    def join_line(self) -> None:
        """Go on with the next line as if it were this one."""
        self.add(" ")
        self._line_chars = 0

    def end_line(self) -> None:
        self._parts.append("\n")
        self._line_chars, self._cell_ended = 0, False

    def taken(self) -> str:
        """Return the text and forget it."""
        text = "".join(self._parts)
        self._parts.clear()
        return text
