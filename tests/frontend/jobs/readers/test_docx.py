"""Word's documents: their headings, their notes, and those that are damaged or attacks."""

from typing import Any

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import Work
from tests.frontend.jobs.readers.docxs import NOTE, RAISED, docx, paragraph, run


def read(content: bytes, *, with_notes: bool = False) -> Work:
    return read_items("a paper.docx", content, with_notes)


def said(*paragraphs: str) -> str:
    return "|".join(item.text for item in read(docx(*paragraphs)).items).replace("\n\n", "|")


def refused(content: bytes) -> str:
    with pytest.raises(InvalidRequest) as caught:
        read(content)
    return caught.value.message


def test_headings_begin_chapters_and_the_table_of_contents_is_not_said() -> None:
    work = read(
        docx(
            paragraph(run("The Paper"), style="Title"),
            paragraph(run("One 1"), style="TOC1"),
            paragraph(run("One"), style="Heading1"),
            paragraph(run("The first "), run("text.")),
            paragraph(run("Two"), style="Heading1"),
            paragraph(run("The second text.")),
        )
    )
    assert (work.title, work.author, work.language) == ("The Paper", "Ann One", "en-GB")
    assert [(item.chapter, item.text) for item in work.items] == [
        ("One", "The Paper\n\nOne\n\nThe first text."),
        ("Two", "Two\n\nThe second text."),
    ]


def test_tables_and_raised_text_are_read_as_in_books() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in "AB")
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    text = paragraph(run("10"), run("2", RAISED), run(" m"))
    assert said(text, table) == "10² m|A, B"


def test_notes_are_left_out_unless_they_are_asked_for() -> None:
    content = docx(paragraph(run("It was so."), NOTE, run(" He left.")), footnote="See Smith.")
    work = read(content)
    assert [item.text for item in work.items] == ["It was so. He left."]
    assert work.warnings == ["Notes are left out, 1 in all; their marks are not said."]
    with_notes = read(content, with_notes=True)
    assert "It was so. He left.\n\nSee Smith." in with_notes.items[0].text


def test_without_its_lesser_parts_a_document_is_read() -> None:
    files: Any = dict.fromkeys(("word/styles.xml", "word/footnotes.xml", "docProps/core.xml"))
    work = read(docx(paragraph(run("Text.")), **files))
    assert (work.title, work.items[0].text) == ("a paper", "Text.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "It is no DOCX, or a damaged one"),
        (b"PK\x03\x04 but not really", "It is no DOCX, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
        (docx(**{"word/document.xml": None}), "It is no DOCX, or a damaged one"),
        (docx(**{"word/document.xml": "<w:document"}), "It is no DOCX, or a damaged one"),
        (docx(**{"_rels/.rels": ""}), "It is no DOCX, or a damaged one"),
        (docx(), "holds nothing to speak"),
    ],
)
def test_what_is_no_document_is_told_of(content: bytes, reason: str) -> None:
    assert reason in refused(content)


def test_attacks_by_xml_and_zip_are_refused() -> None:
    entities = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    assert "entities" in refused(docx(**{"word/document.xml": entities}))
    bomb = docx(**{"word/document.xml": b" " * (40 * 2**20)})
    assert len(bomb) < 100_000
    assert "more than 32 MB" in refused(bomb)
    deep = "<w:p><w:r>" * 20_000
    assert "damaged one" in refused(docx(deep + "</w:r></w:p>" * 20_000))


def test_pictures_are_not_unpacked() -> None:
    bomb = docx(paragraph(run("Text.")), **{"word/media/a.png": b" " * (40 * 2**20)})
    assert read(bomb).items[0].text == "Text."
