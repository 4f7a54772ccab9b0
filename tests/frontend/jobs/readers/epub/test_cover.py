"""The picture that an EPUB says is its cover."""

import pytest

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import MAX_COVER_BYTES
from frontend.jobs.readers.read import read_items
from tests.frontend.jobs.readers.epubs import with_cover
from tests.support.pictures import jpeg, png


@pytest.mark.parametrize("is_epub_3", [True, False])
@pytest.mark.parametrize("picture", [png(), jpeg()])
def test_it_is_taken_as_it_is(picture: bytes, is_epub_3: bool) -> None:
    work = read_items("a.epub", with_cover(picture, is_epub_3))
    assert (work.cover, work.warnings) == (picture, [])


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (b"<svg/>", "The cover is no JPEG or PNG"),
        (png()[:-4], "or a damaged one"),
        (png() + bytes(MAX_COVER_BYTES), "more than 5 MB"),
        (png() + bytes(200_000_000), "more than 5 MB"),  # packed into 0.2 MB
    ],
)
def test_without_one_that_can_be_shown_the_book_is_spoken(picture: bytes, reason: str) -> None:
    work = read_items("a.epub", with_cover(picture))
    assert work.cover == b""
    (warning,) = work.warnings
    assert "without its cover" in warning
    assert reason in warning
    assert work.items


def test_a_cover_that_is_not_there_is_told_of() -> None:
    content = with_cover(png()).replace(b"img/a.png", b"img/b.png")
    try:
        work = read_items("a.epub", content)
    except InvalidRequest:
        pytest.fail("The book is refused.")
    assert work.items
