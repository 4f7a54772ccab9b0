"""Rows of .jsonl and .csv."""

import csv
import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import InvalidRequest
from frontend.jobs.job import Item
from frontend.jobs.readers.read import read_items


def items_of(name: str, text: str) -> list[Item]:
    return read_items(name, text.encode()).items


def test_each_line_of_jsonl_is_an_item_with_all_its_fields() -> None:
    full: dict[str, Any] = {
        "id": "x",
        "text": "Hello\u2028you.",
        "backend": "tone",
        "voice": "v",
        "language": "de",
        "options": {"speed": 1.5},
        "chapter": "One",
        "start_s": 2.5,
    }
    text = json.dumps(full, ensure_ascii=False) + '\r\n\n {"text": ""}\n'
    assert items_of("a.jsonl", f"\ufeff{text}") == [Item(**full), Item(id="000003", text="")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a", "speed": 1}', "Line 2: There is no field 'speed'; there are: .*text"),
        ('{"text": 1}', "Line 2: text must be text, not a whole number."),
        ('{"id": "a"}', "Line 2: text, or parts is missing."),
        ('{"text": "a", "start_s": -1}', r"Line 2: .*start_s"),
        ('{"id": 0, "text": "a"}', "Line 2: id must be text, not a whole number."),
        ('["a"]', "Line 2: It must be an object, not a list."),
        ("{text}", "Line 2: JSON is malformed.*Give one object in each line"),
        ('{"text": ' + "[" * 100_000, "Line 2: "),
    ],
)
def test_a_line_of_jsonl_that_is_no_item_is_told_of(line: str, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=f"'a.jsonl' cannot be read. {reason}"):
        items_of("a.jsonl", '{"text": "a"}\n' + line)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_has_a_column_for_each_field(delimiter: str, line_end: str) -> None:
    rows = [
        ["id", " text", "voice", "option.speed", "option.tone", "start_s"],
        ["x", '"Hello, you;" she\tsaid', "v", "1.5", "high", "2.5"],
        [],
        ["", "", "", "", "true", ""],
    ]
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    assert items_of("a.csv", f"\ufeff{table.getvalue()}") == [
        Item(
            id="x",
            text='"Hello, you;" she\tsaid',
            voice="v",
            options={"speed": 1.5, "tone": "high"},
            start_s=2.5,
        ),
        Item(id="000004", text="", options={"tone": True}),
    ]


def test_a_cell_may_have_lines_and_rows_are_numbered_by_their_first() -> None:
    items = items_of("a.csv", 'text\n"one\ntwo"\nthree\n')
    assert [(item.id, item.text) for item in items] == [("000002", "one\ntwo"), ("000004", "three")]


def test_options_keep_their_kind() -> None:
    text = 'text,option.a,option.b,option.c,option.d\na,1,null,[1],"x ""y"""\n'
    assert items_of("a.csv", text)[0].options == {"a": 1, "b": "null", "c": "[1]", "d": 'x "y"'}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Line 1 has to name the columns, and one has to be text; it is ''"),
        ("Hello,you\n", "Line 1 has to name the columns"),
        (
            "text,speed,pitch\na,1,2\n",
            "Line 1: there is no column 'speed', 'pitch'. .*option.speed",
        ),
        ("text,options\na,1\n", "Line 1: there is no column 'options'"),
        ("text,option.\na,1\n", "Line 1: there is no column 'option.'"),
        ("text,\na,1\n", "Line 1: there is no column ''"),
        ("text,voice,text\n", "Line 1 names the column 'text' twice"),
        ('text\n"a\nb"\nc,d\n', "Line 4 has 2 cells, and line 1 names 1. .*quotes"),
        ("text,voice\na\n", "Line 2 has 1 cells, and line 1 names 2"),
        ('text\na\n"b\nc\n', "Line 3: .*quotes around"),
        ('text\n"a"b\n', "Line 2: .*quotes around"),
        ("text,start_s\na,soon\n", "Line 2: .*start_s"),
        ("text,start_s\na,-1\n", "Line 2: .*start_s"),
        ("text\n", "nothing to speak"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_of(text: str, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=f"(?s)'a.csv' .*{reason}"):
        items_of("a.csv", text)


def test_two_rows_of_one_id_are_both_read() -> None:
    assert [item.id for item in items_of("a.csv", "id,text\nx,a\nx,b\n")] == ["x", "x"]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\"',;\t"))
ITEMS = st.lists(
    st.builds(
        Item,
        id=st.text("abc-1", min_size=1),
        text=TEXTS,
        chapter=TEXTS,
        start_s=st.none() | st.floats(0, 3_600),
    ),
    min_size=1,
)


@given(ITEMS)
def test_rows_come_back_as_they_were_written(items: list[Item]) -> None:
    lines = "\n".join(json.dumps(msgspec.to_builtins(item)) for item in items)
    assert items_of("a.jsonl", lines) == items
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["id", "text", "chapter", "start_s"])
    for item in items:
        start: Any = "" if item.start_s is None else item.start_s
        writer.writerow([item.id, item.text, item.chapter, start])
    assert items_of("a.csv", table.getvalue()) == items
