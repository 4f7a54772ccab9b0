"""PDFs: chapters, paragraphs over lines and pages, running heads, and what cannot be read."""

import io
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.pdf import pages
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import Work
from tests.frontend.jobs.readers.pdfs import pdf

FULL = "A line of the text that goes on as far as the page is wide, and then"


def read(content: bytes) -> Work:
    return read_items("a paper.pdf", content)


def said(*lines: str) -> str:
    """Return what is said of a page, its paragraphs parted by a bar."""
    return "|".join(item.text for item in read(pdf([lines])).items).replace("\n\n", "|")


def refused(content: bytes) -> str:
    with pytest.raises(InvalidRequest) as caught:
        read(content)
    assert caught.value.message.startswith("'a paper.pdf' ")
    return caught.value.message


def test_the_outline_gives_the_chapters() -> None:
    text = [["A title"], ["One", "The first text."], ["It goes on.", "Two", "The second text."]]
    outline = [("One", 1), ("Two", 2)]
    work = read(pdf(text, outline, "/Title (The Paper) /Author (Ann One)"))
    assert (work.title, work.author, work.language) == ("The Paper", "Ann One", "en-GB")
    assert [(item.chapter, item.text) for item in work.items] == [
        ("The Paper", "A title"),
        ("One", "One\n\nThe first text.\n\nIt goes on."),
        ("Two", "Two\n\nThe second text."),
    ]


def test_without_an_outline_headings_give_the_chapters_and_else_pages() -> None:
    text = [["Chapter 1", "The first text."], ["Chapter 2", "The second text."]]
    assert [item.chapter for item in read(pdf(text)).items] == ["Chapter 1", "Chapter 2"]
    pages = [["The first text."], ["The second text."]]
    assert [item.chapter for item in read(pdf(pages)).items] == ["Page 1", "Page 2"]


def test_a_name_that_a_program_gave_is_no_title() -> None:
    for title in ("Microsoft Word - a.doc", "untitled", "thesis.tex"):
        assert read(pdf([["Some text."]], info=f"/Title ({title})")).title == "a paper"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ((FULL, "it ends.", FULL, "it ends."), f"{FULL} it ends.|{FULL} it ends."),
        ((f"{FULL} impos-", "sible things"), f"{FULL} impossible things"),
        ((f"{FULL} a well-", "Known thing"), f"{FULL} a well- Known thing"),
        ((FULL, "it ends", "Then another begins"), f"{FULL} it ends|Then another begins"),
        ((FULL, "• one", "• two"), f"{FULL}|• one|• two"),
        (("1. one", "2. two"), "1. one|2. two"),
        (("Chapter 3", FULL), f"Chapter 3|{FULL}"),
    ],
)
def test_lines_are_joined_to_paragraphs(lines: tuple[str, ...], paragraphs: str) -> None:
    assert said(*lines) == paragraphs


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    work = read(pdf([[FULL, f"{FULL} is it im-"], ["possible? It ends."], [FULL]]))
    assert [(item.chapter, item.text) for item in work.items] == [
        ("Page 1", f"{FULL} {FULL} is it impossible? It ends."),
        ("Page 3", FULL),
    ]


def test_running_heads_and_page_numbers_are_not_said() -> None:
    text = [
        [["The Great Book", f"{n}"], [f"{n}  Ann One"]][n % 2]
        + [f"This is what page {n} says, and it says no more."]
        + [f"Page {n} of 8", "a.b/c"]
        for n in range(1, 9)
    ]
    work = read(pdf(text))
    assert [item.text for item in work.items] == [
        f"This is what page {n} says, and it says no more." for n in range(1, 9)
    ]
    numbered = read(pdf([["One text.", "- 7 -"], ["xii", "Another text."]]))
    assert [item.text for item in numbered.items] == ["One text.", "Another text."]


def test_the_only_page_keeps_its_lines() -> None:
    assert said("The number is", "42") == "The number is 42"


def test_ligatures_are_letters_and_what_has_no_name_is_left_out() -> None:
    assert pages._cleaned("e\ufb03cient \x02\ufffdstuff") == "efficient stuff"


def test_a_table_of_contents_is_not_said() -> None:
    assert said("Contents", "1 One . . . . . . . . . 2", "2 Two......... 17") == "Contents"


def test_letters_that_a_font_does_not_name_are_told_of_and_not_said() -> None:
    assert pages._is_unnamed("ɺܗଶૉ\u0378\u038d\u0ee8\u0bc3 and")
    assert not pages._is_unnamed("Not so here: é, ü, 漢字, हिन्दी, ∑.")


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["The first text."]]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def test_what_asks_for_a_password_is_refused_and_what_only_says_not_to_print_is_read() -> None:
    assert "It is encrypted: save it without a password" in refused(encrypted("secret"))
    assert read(encrypted("")).items[0].text == "The first text."


def test_pictures_of_text_are_refused_and_told_of() -> None:
    assert "have it recognised (OCR) first" in refused(pdf([[], []], pictures=(0, 1)))
    work = read(pdf([["The first text."], [], []], pictures=(1,)))
    assert work.warnings == ["Pages that are pictures hold no text, and are left out: 2."]
    assert "holds nothing to speak" in refused(pdf([[]]))


def test_a_damaged_page_is_told_of_and_the_others_are_spoken() -> None:
    content = pdf([["The first text."], ["The second text."]])
    stream = content.index(b"/Contents 9 0 R")
    broken = content[:stream] + b"/Contents (aaa)" + content[stream + 15 :]
    work = read(broken)
    assert [item.text for item in work.items] == ["The first text."]


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\n", b"%PDF-1.7 but not really", bytes(1000), pdf([["a b c d e"]])[:300]],
)
def test_what_is_no_pdf_is_told_of(content: bytes) -> None:
    assert "It is no PDF, or a damaged one" in refused(content) or "nothing" in refused(content)


def test_a_lost_table_of_objects_is_made_again() -> None:
    content = pdf([["The first text."]])
    assert read(content[: content.rindex(b"startxref")]).items[0].text == "The first text."


def test_more_pages_than_it_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PAGES", 2)
    assert "It has 3 pages, and may have 2" in refused(pdf([["Text."]] * 3))


def test_an_outline_that_leads_in_circles_ends() -> None:
    content = pdf([["The first text."]], [("One", 0), ("Two", 0)])
    looped: Any = content.replace(b"/Title (Two) /Parent 4 0 R  ", b"/Title (Two) /Next 6 0 R    ")
    assert read(looped).items[0].text == "The first text."
