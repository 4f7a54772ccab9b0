"""Rows: an item each, with the fields of Item by name."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.job import Item, ItemBody
from frontend.jobs.limits import limited
from frontend.jobs.readers.decoding import decode
from frontend.jobs.readers.work import Work
from frontend.protocol.mistakes import converted, mistake_in

OPTION = "option."  # begins the name of a column whose cells are values of an option
MAX_COLUMNS = 100
SHOWN_COLUMNS = 5  # of those that there are not

_FIELDS = tuple(field.name for field in msgspec.structs.fields(Item))
_COLUMNS = frozenset(_FIELDS) - {"options", "parts"}
_KNOWN = f"The fields are {', '.join(_FIELDS)}."


def read_jsonl(content: bytes, title: str) -> Work:
    """Read an object in each line; blank lines are skipped."""
    lines = io.StringIO(decode(content), newline="\n")
    rows = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    items = (_from_json(number, line.removesuffix("\n")) for number, line in rows)
    return Work(title=title, items=list(limited(items)))


def read_csv(content: bytes, title: str) -> Work:
    """Read a table whose first row names the columns, parted by a comma, a semicolon or a tab."""
    text = decode(content)
    rows = _rows(text, _delimiter(text))
    _, header = next(rows, (1, []))
    columns = [name.strip() for name in header]
    _check_columns(columns)
    items = (_from_cells(number, columns, row) for number, row in rows)
    return Work(title=title, items=list(limited(items)))


def _from_json(number: int, line: str) -> Item:
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.ValidationError as error:
        mistake = mistake_in(error, dict[str, Any])
        raise InvalidRequest(f"Line {number}: {mistake} Give one object in each line.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidRequest(f"Line {number}: {error}. Give one object in each line.") from error
    return _item(number, fields, is_strict=True)


def _item(number: int, fields: dict[str, Any], is_strict: bool) -> Item:
    """Return the item of a line; without an id, it has the line's number."""
    if fields.get("id") in (None, ""):
        fields["id"] = f"{number:06}"
    try:
        return converted(fields, ItemBody, strict=is_strict).item()
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"Line {number}: {mistake_in(error, ItemBody)}") from error


def _delimiter(text: str) -> str:
    """Return what parts the columns: with it, the first row has one named text."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    for delimiter in ",;\t":
        if "text" in (name.strip(' "') for name in first.split(delimiter)):
            return delimiter
    raise InvalidRequest(
        f"Line 1 has to name the columns, and one has to be text; it is {shown(first)}."
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1
    try:
        for row in reader:
            if row:
                yield first, row
            first = reader.line_num + 1
    except csv.Error as error:
        raise InvalidRequest(
            f"Line {first}: {error}. A cell with quotes or line breaks in it needs quotes around "
            "it, and each quote in it twice."
        ) from error


def _check_columns(columns: list[str]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise InvalidRequest(f"Line 1 names {len(columns):,} columns, and may {MAX_COLUMNS}.")
    unknown = [name for name in columns if name not in _COLUMNS and not _is_option(name)]
    if unknown:
        raise InvalidRequest(
            f"Line 1: there is no column {', '.join(map(shown, unknown[:SHOWN_COLUMNS]))}. "
            f"{_KNOWN} Those of options are named like {OPTION}speed."
        )
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        raise InvalidRequest(f"Line 1 names the column {shown(twice[0])} twice.")


def _is_option(name: str) -> bool:
    return name.startswith(OPTION) and len(name) > len(OPTION)


def _from_cells(number: int, columns: list[str], row: list[str]) -> Item:
    if len(row) != len(columns):
        raise InvalidRequest(
            f"Line {number} has {len(row)} cells, and line 1 names {len(columns)}. A cell with the "
            "separator in it needs quotes around it."
        )
    cells = dict(zip(columns, row, strict=True))
    options = {
        name.removeprefix(OPTION): _value(cell)
        for name, cell in cells.items()
        if _is_option(name) and cell
    }
    fields = {name: cell for name, cell in cells.items() if not _is_option(name) and cell}
    return _item(number, {"text": "", **fields, "options": options}, is_strict=False)


def _value(cell: str) -> Any:
    """Return the number, or the true or false, that a cell holds, else its text."""
    try:
        value = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return cell
    return value if isinstance(value, bool | int | float) else cell
