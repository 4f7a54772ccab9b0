"""Tables, whose rows are read with their headings: "Name: Ada. Age: 36."

A table has headings if its first row has nothing else. One whose cells span several columns is read
without, as are very wide ones.
"""

from lxml import etree

from frontend.jobs.readers.xhtml.blocks import CELLS
from frontend.jobs.readers.xhtml.marks import name_of

MOST_CELLS = 40
HEADING_CHARS = 200  # of all headings; a longer row is read without
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_FIRST_ROW = 5  # of the elements of a table: a caption, columns
_ENDS = ".!?…。！？:：;,"


class Tables:
    """Knows the headings of the table that was asked for last."""

    def __init__(self) -> None:
        self._table: etree._Element | None = None
        self._row: etree._Element | None = None
        self._headings: list[str] = []

    def is_headings(self, row: etree._Element) -> bool:
        """Return whether a row is nothing but the headings of those that follow it."""
        self._look_at(row)
        return bool(self._headings) and row is self._row

    def heading(self, cell: etree._Element) -> str:
        """Return the heading of a cell with text in it, "" if it has none."""
        row = cell.getparent()
        if row is None or name_of(row) != "tr" or self.is_headings(row):
            return ""
        if not self._headings or len(row) > len(self._headings) or not _text_of(cell):
            return ""
        cells = list(row)
        is_plain = not any(one.get("colspan") or one.get("rowspan") for one in cells)
        return self._headings[cells.index(cell)] if is_plain else ""

    def _look_at(self, row: etree._Element) -> None:
        group = row.getparent()
        is_group = group is not None and name_of(group) in _GROUPS
        table = group.getparent() if group is not None and is_group else group
        if table is None or table is self._table:
            return
        self._table, self._row = table, _first_row(table)
        self._headings = [] if self._row is None else _headings(self._row)
        if self._row is not None and not _is_followed(self._row, table):
            self._headings = []


def closing(cell: etree._Element) -> str:
    """Return the mark between a cell that has a heading and the next."""
    return "" if _text_of(cell)[-1:] in _ENDS else "."


def _first_row(table: etree._Element) -> etree._Element | None:
    for child in table[:_FIRST_ROW]:
        if name_of(child) == "tr":
            return child
        if name_of(child) in _GROUPS and len(child):
            return child[0] if name_of(child[0]) == "tr" else None
    return None


def _headings(row: etree._Element) -> list[str]:
    if not 1 < len(row) <= MOST_CELLS or any(name_of(cell) != "th" for cell in row):
        return []
    if any(cell.get("colspan") or cell.get("rowspan") for cell in row):
        return []
    said = [_beginning(cell).rstrip(_ENDS) for cell in row]
    return said if sum(map(len, said)) <= HEADING_CHARS and any(said) else []


def _is_followed(row: etree._Element, table: etree._Element) -> bool:
    group = row.getparent()
    return row.getnext() is not None or (group is not table and table[-1] is not group)


def _beginning(cell: etree._Element) -> str:
    """Return the text of a heading, as far as one may be long."""
    text = ""
    for part in cell.itertext():
        text += part[: HEADING_CHARS + 1]
        if len(text) > HEADING_CHARS:
            break
    return " ".join(text.split())


def _text_of(cell: etree._Element) -> str:
    """Return the text of a cell, white space tidied."""
    return " ".join("".join(cell.itertext()).split()) if name_of(cell) in CELLS else ""
