"""How much of each mark is looked at: the most that still is one, and one more, which is text."""

from frontend.protocol.text_options import TextOptions
from frontend.text import SpeakableFilter
from frontend.text.markup.announcing import MOST_NAME_CHARS
from frontend.text.markup.atoms import MOST_CHARS, closed
from frontend.text.markup.maths.spoken_formula import MOST_CELLS as MOST_MATRIX_CELLS
from frontend.text.markup.maths.spoken_formula import MOST_DEPTH, spoken_formula
from frontend.text.markup.spoken import WRAPPED_LINE_CHARS
from frontend.text.markup.table import HEADING_CHARS, MOST_CELLS
from frontend.text.markup.within.brackets import MOST_PHONEMES


def said(text: str, options: TextOptions | None = None) -> str:
    speech = SpeakableFilter("en", options or TextOptions())
    return speech.push(text) + speech.flush()


def table_of(headings: list[str]) -> str:
    return f"|{'|'.join(headings)}\n|{'-|' * len(headings)}\n|first"


def test_a_row_has_the_headings_up_to_the_last_cell_that_is_counted() -> None:
    headings = [f"h{n}" for n in range(MOST_CELLS)]
    assert said(table_of(headings)) == "h0: first"
    assert said(table_of([*headings, "one more"])).startswith("h0, h1, h2")


def test_headings_are_as_long_as_a_reader_would_say_with_each_row() -> None:
    assert said(table_of(["h" * HEADING_CHARS])) == f"{'h' * HEADING_CHARS}: first"
    assert ": first" not in said(table_of(["h" * (HEADING_CHARS + 1)]))
    halves = ["h" * (HEADING_CHARS // 2)] * 2
    assert ": first" in said(table_of(halves))
    assert ": first" not in said(table_of([*halves, "h"]))


def test_phonemes_are_as_long_as_a_word() -> None:
    longest = "ˈ" * (MOST_PHONEMES - 1)
    assert said(f"[a](/{longest}/) b") == closed(f"[a](/{longest}/)") + " b"
    assert said(f"[a](/{longest}ˈˈ/) b") == "a b"


def test_an_atom_is_no_longer_than_what_no_segment_is_too_short_for() -> None:
    assert " " not in closed(" " * MOST_CHARS)
    assert closed(" " * (MOST_CHARS + 1)) == " " * (MOST_CHARS + 1)


def test_the_name_of_a_language_is_cut() -> None:
    for more in (0, 1):
        text = f"```{'a' * (MOST_NAME_CHARS + more)}\nx\n```\n"
        announced = said(text, TextOptions(code="announce"))
        assert announced == f"Code block: {'a' * MOST_NAME_CHARS}.\n"


def test_braces_are_read_as_deep_as_anyone_writes_them() -> None:
    deepest = MOST_DEPTH
    assert spoken_formula(f"{'{' * deepest}x{'}' * deepest}+y", "en") == "x plus y"
    deepest += 1
    assert spoken_formula(f"{'{' * deepest}x{'}' * deepest}+y", "en") == "plus y"


def test_a_matrix_is_read_out_up_to_as_many_cells_as_one_remembers() -> None:
    cells = [str(n) for n in range(1, MOST_MATRIX_CELLS + 1)]
    matrix = "\\begin{{matrix}}{}\\end{{matrix}}"
    assert spoken_formula(matrix.format(" & ".join(cells)), "en").endswith(", ".join(cells))
    named = spoken_formula(matrix.format(" & ".join([*cells, "0"])), "en")
    assert named == f"1 by {MOST_MATRIX_CELLS + 1} matrix"


def test_a_row_of_a_table_is_no_line_that_an_editor_has_broken() -> None:
    row = f"| {'a' * WRAPPED_LINE_CHARS} |\nand so on"
    assert said(row) == f"{'a' * WRAPPED_LINE_CHARS}\nand so on"
