"""Pages of rights, contents and notes that the EPUB does not name as such."""

import pytest

from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import Work
from tests.frontend.jobs.readers.epubs import epub, epub3

STORY = "<h1>One</h1><p>A fox lived here.</p>"
NOTES = "<h1>Notes</h1><p>1. A fox is a dog.</p><p>2. An owl is a bird.</p>"
RIGHTS = "<p>Copyright © 2021 Ann One</p><p>All rights reserved.</p><p>ISBN 978-0-00-000000-2</p>"


def read(content: bytes, with_notes: bool = False) -> Work:
    return read_items("a.epub", content, with_notes)


def said(work: Work) -> str:
    return "\n".join(item.text for item in work.items)


@pytest.mark.parametrize(
    "rights",
    [
        RIGHTS,
        "<p>First published 1999. ISBN: 0-306-40615-X</p>",
        "<p>© 2004 Verlag Eins</p><p>Alle Rechte vorbehalten</p>",
        "<p>Tous droits réservés. Dépôt légal : mai 2010</p>",
    ],
)
def test_a_page_of_rights_is_not_spoken_and_the_work_says_so(rights: str) -> None:
    work = read(epub({"front.xhtml": rights, "b.xhtml": STORY}))
    assert said(work) == "One\n\nA fox lived here."
    [warning] = work.warnings
    assert "front.xhtml" in warning and "is not spoken: it holds rights." in warning


@pytest.mark.parametrize(
    "text",
    [
        "<p>The copyright of 1842 was a law.</p>",
        "<p>He read: all rights reserved.</p>",
        f"<p>{'A law is a law. ' * 250}</p>{RIGHTS}",
    ],
)
def test_what_only_speaks_of_rights_is_spoken(text: str) -> None:
    work = read(epub({"a.xhtml": text, "b.xhtml": STORY}))
    assert len(said(work)) > len("One\n\nA fox lived here.")
    assert not work.warnings


def test_a_page_of_links_to_the_chapters_is_not_spoken() -> None:
    chapters = {f"{name}.xhtml": f"<h1>{name}</h1><p>A fox.</p>" for name in "abcd"}
    lines = "".join(f'<p><a href="{name}">Chapter {name}</a></p>' for name in chapters)
    work = read(epub({"list.xhtml": f"<h2>Contents</h2>{lines}", **chapters}))
    assert "Chapter" not in said(work)
    assert "it holds the contents" in work.warnings[0]


def test_a_text_with_a_link_here_and_there_is_spoken() -> None:
    lines = '<p>See <a href="b.xhtml">b</a>.</p><p>And.</p><p>So.</p><p>On.</p><p>It went.</p>'
    work = read(epub({"a.xhtml": lines, "b.xhtml": STORY}))
    assert "It went." in said(work)


def test_notes_behind_the_last_chapter_are_not_spoken_unless_they_are_wanted() -> None:
    pages = {"a.xhtml": STORY, "z.xhtml": NOTES}
    assert "owl" not in said(read(epub(pages)))
    assert "owl" not in said(read(epub3(pages, [("a.xhtml", "One")])))
    assert "An owl is a bird." in said(read(epub(pages), with_notes=True))


def test_a_chapter_that_is_called_notes_is_spoken() -> None:
    work = read(epub({"a.xhtml": STORY, "b.xhtml": "<h1>Notes</h1><p>He wrote all day.</p>"}))
    assert "He wrote all day." in said(work)


def test_a_book_of_nothing_else_is_spoken() -> None:
    assert "ISBN" in said(read(epub({"a.xhtml": RIGHTS})))
