"""What a reader of a book skips is not spoken: the page of rights, the index, pages of notes."""

import pytest

from frontend.jobs.readers.read import read_items
from tests.frontend.jobs.readers.epubs import CONTAINER, epub, package, page, zipped

STORY = "<h1>One</h1><p>A fox lived here.</p>"


def said(content: bytes, with_notes: bool = False) -> str:
    return "\n".join(item.text for item in read_items("a.epub", content, with_notes).items)


@pytest.mark.parametrize("kind", ["copyright-page", "index", "landmarks", "loi", "endnotes"])
def test_a_part_says_of_itself_that_it_is_skipped(kind: str) -> None:
    rights = f'<section epub:type="{kind}"><p>ISBN 978-0-00-000000-2</p></section>'
    assert said(epub({"a.xhtml": rights, "b.xhtml": STORY})) == "One\n\nA fox lived here."


@pytest.mark.parametrize("kind", ["copyright-page", "index", "notes"])
def test_the_guide_says_it_of_a_page(kind: str) -> None:
    pages = {"a.xhtml": "<p>An owl is a bird.</p>", "b.xhtml": STORY}
    guide = f'<guide><reference type="{kind}" href="a.xhtml"/></guide>'
    files: dict[str, str | bytes] = {f"OEBPS/{name}": page(body) for name, body in pages.items()}
    files["OEBPS/content.opf"] = package(pages, guide=guide)
    content = zipped({"META-INF/container.xml": CONTAINER, **files})
    assert said(content) == "One\n\nA fox lived here."
    assert ("An owl is a bird." in said(content, with_notes=True)) is (kind == "notes")
