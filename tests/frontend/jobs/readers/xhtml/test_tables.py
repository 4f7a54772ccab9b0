"""Tables of a book: each row is said with the headings, where it is plain which they are."""

import time

import pytest

from frontend.jobs.readers.xhtml.document import read_document

HEAD = "<tr><th>Name</th><th>Age:</th></tr>"
ROWS = "<tr><td>Ada</td><td><p>36</p></td></tr><tr><td>Bob!</td><td/></tr>"


def said(body: str) -> list[str]:
    return read_document(f"<html><body>{body}</body></html>".encode()).paragraphs


@pytest.mark.parametrize(
    "table",
    [
        f"{HEAD}{ROWS}",
        f"<tbody>{HEAD}{ROWS}</tbody>",
        f"<caption/><thead>{HEAD}</thead><tbody>{ROWS}</tbody>",
    ],
)
def test_a_row_is_said_with_its_headings(table: str) -> None:
    assert said(f"<table>{table}</table><p>After.</p>") == [
        "Name: Ada. Age: 36.",
        "Name: Bob!",
        "After.",
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", ["a, b", "c, d"]),
        ("<tr><th>Alone</th><th>Here</th></tr>", ["Alone, Here"]),
        (f"{HEAD}<tr><td colspan='2'>Both</td></tr>", ["Both"]),
        (f"{HEAD}<tr><td>1</td><td>2</td><td>3</td></tr>", ["1, 2, 3"]),
        (
            "<tr><th colspan='2'>X</th><th>Y</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>",
            ["X, Y", "1, 2, 3"],
        ),
        (
            "<tr><th/><th>Mon</th></tr><tr><th>Noon</th><td>Soup</td></tr>",
            ["Noon, Mon: Soup."],
        ),
    ],
)
def test_a_row_whose_headings_are_unclear_is_said_as_it_is(table: str, rows: list[str]) -> None:
    assert said(f"<table>{table}</table>") == rows


def test_a_long_table_takes_time_in_proportion() -> None:
    def took_s(rows: int) -> float:
        body = f"<table>{HEAD}{'<tr><td>x</td><td>y</td></tr>' * rows}</table>"
        began = time.perf_counter()
        assert len(said(body)) == rows
        return time.perf_counter() - began

    took_s(10)
    assert took_s(8_000) < 100 * max(took_s(800), 0.01)
