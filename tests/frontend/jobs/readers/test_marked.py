"""Markdown: headings, blocks, code, front matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items

LONG = "A word that is long enough to be read. " * 30


def chapters(text: str, name: str = "book.md") -> list[tuple[str, str]]:
    return [(item.chapter, item.text) for item in read_items(name, text.encode()).items]


def said(text: str) -> str:
    """Return the text of the only passage."""
    ((_, text),) = chapters(text)
    return text


def test_headings_of_two_levels_are_chapters() -> None:
    text = (
        "Before.\n\n# One #\nText.\n### Within\n\nTwo\n***two***\n---\n\nMore.\n\n"
        "Three\n=====\nx\n## [Four](http://x) *is* C#\ny\n#Five\n"
    )
    assert chapters(text, "book.markdown") == [
        ("book", "Before."),
        ("One", "One\n\nText.\n\nWithin"),
        ("Two two", "Two two\n\nMore."),
        ("Three", "Three\n\nx"),
        ("Four is C#", "Four is C#\n\ny #Five"),
    ]


def test_a_title_above_the_first_chapter_is_said_in_it() -> None:
    assert chapters("# The Book\n\n## One\n\na\n\n## \n\nb") == [
        ("One", "The Book\n\nOne\n\na\n\nb")
    ]


def test_a_rule_or_a_row_of_dashes_makes_no_heading() -> None:
    text = "a\n\n---\n\n- b\n---\n\n> c\n---\n"
    assert [title for title, _ in chapters(text)] == ["book"]


def test_broken_lines_are_joined_as_markdown_reads_them() -> None:
    assert said("I saw\nIt and Mr.\nSmith\n\nb") == "I saw It and Mr. Smith\n\nb"
    assert said("a  \nb\\\nc\nd") == "a  \nb\\\nc d"
    assert said("> a\n> b\n>\n> - c\n> - d\nd") == "> a b\n>\n> - c\n> - d d"


def test_lists_and_tables_stay_whole() -> None:
    text = "- a\n  b\n- c\n\n- d\n\n  e\n\nf\n"
    assert said(text) == "- a b\n- c\n\n- d\n\n  e\n\nf"
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    assert said(f"{table}\n\nx") == f"{table}\n\nx"
    rows = "\n".join(f"{n}. {'item ' * 30}".strip() for n in range(10))
    assert said(rows) == rows  # longer than a passage, but not by much


def test_code_is_left_out_and_other_fenced_blocks_are_never_parted() -> None:
    code = "Before:\n```python\nx = 1\n\n# no heading\n```\nAfter."
    assert said(code) == "Before:\n\nAfter."
    poem = "```\n" + "# a line of it\n\n" * 300 + "```"
    assert said(poem) == poem
    assert said("- a\n\n  ~~~sh\n  # x\n  ~~~\n\n- b") == "- a\n\n- b"
    assert said("~~~~text\n```\na\n~~~\n~~~~~") == "~~~~text\n```\na\n~~~\n~~~~~"
    assert (
        said("`` `a` `` is no fence\n\n```a``` neither")
        == "`` `a` `` is no fence\n\n```a``` neither"
    )


def test_code_in_a_quote_is_left_to_the_filter_with_its_lines() -> None:
    assert said("> ```\n> a\n> ```") == "> ```\n> a\n> ```"


def test_comments_and_definitions_are_left_out() -> None:
    assert said("a <!-- b\n\n# c\n\n--> d\n\n[x]: http://y\n[^1]: note") == "a\n\nd\n\n[^1]: note"
    assert said("a <!-- b") == "a <!-- b"


def test_a_long_paragraph_is_parted() -> None:
    assert len(chapters(LONG * 3)) == 3


def test_front_matter_tells_of_the_book_and_is_not_said() -> None:
    text = "---\ntitle: 'A: B'\nauthor: [C, D]\nlang: de\ndate: 2020-13-45\n---\n\nText.\n"
    work = read_items("book.md", text.encode())
    assert (work.title, work.author, work.language) == ("A: B", "C, D", "de")
    assert [(item.chapter, item.text) for item in work.items] == [("A: B", "Text.")]
    work = read_items("book.md", b"---\ntitle: 7\nauthor: {a: b}\n...\nText.\n")
    assert (work.title, work.author, work.language) == ("7", "", "")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert said("---\n\nText.\n\n---\n\nMore.") == "---\n\nText.\n\n---\n\nMore."
    assert said("---\n\nText.") == "---\n\nText."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: a\nb: c: d\n---\n\nText", "Line 3, in the front matter: "),
        (f"---\n{'[' * 1_000}\n---\n\nText", "front matter"),
        ("a\n\n```py\nb\n\nc\n", "Line 3 opens a block of code that nothing closes"),
        ("---\ntitle: a\n---\n\n~~~~\na\n~~~\n", "Line 5 opens .* a line with ~~~~ after it"),
        ("<!-- a\n\n-->\n```\n", "Line 4 opens"),
        ("```py\nx\n```\n", "nothing to speak"),
    ],
)
def test_what_cannot_be_read_is_told_of(text: str, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        read_items("book.md", text.encode())


LINES = st.lists(
    st.sampled_from(["word", "other words", "# Head", "Head", "===", "---", "", "- item", "> said"])
)


@given(LINES)
def test_no_word_is_lost_or_doubled(lines: list[str]) -> None:
    text = "\n".join(["first", *lines])
    read = "\n".join(said for _, said in chapters(text))
    assert [word for word in read.split() if word.isalpha()] == [
        word for word in text.split() if word.isalpha()
    ]


def test_code_is_kept_for_those_who_want_to_hear_of_it() -> None:
    code = "Before:\n```python\nx = 1\n\n# no heading\n```\nAfter."
    (item,) = read_items("book.md", code.encode(), keeps_code=True).items
    assert item.text == "Before:\n\n```python\nx = 1\n\n# no heading\n```\n\nAfter."


def test_a_line_of_a_script_defines_no_link() -> None:
    assert said("[Alice]: Hello there.\n\n[x]: page.html") == "[Alice]: Hello there."


def test_labels_of_links_that_are_defined_are_left_out() -> None:
    text = "[a][The Docs], [b][Other]\n\n[the docs]: http://y"
    assert said(text) == "[a][], [b][Other]"


def test_each_part_of_a_long_table_has_the_headings() -> None:
    rows = "".join(f"| row {n} | {'much text. ' * 20}|\n" for n in range(30))
    parts = [text for _, text in chapters(f"| A | B |\n|---|---|\n{rows}")]
    assert len(parts) > 2
    assert all(part.startswith("| A | B |\n|---|---|\n") for part in parts)
    assert sum(part.count("row ") for part in parts) == 30


def test_an_entity_in_a_heading_is_decoded_once() -> None:
    assert chapters("# Q &amp;amp; A &amp; B\n\nText.") == [
        ("Q &amp; A & B", "Q &amp;amp; A & B\n\nText.")
    ]
