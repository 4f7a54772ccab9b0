"""Text of other people on a terminal, which what they have written does not command."""

import re
from collections.abc import Sequence

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Return the text as a part of a line: line ends and all that is not seen are spaces."""
    return "".join(character if character.isprintable() else " " for character in text)


def printable_lines(text: str) -> str:
    """Return the text as it is, without what moves a terminal's cursor or changes its colours."""
    return _CONTROL.sub(" ", text)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines, their cells below one another. There is a row at least."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
