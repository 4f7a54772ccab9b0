"""The cover of a job's files: the book's own, or one that comes with the form."""

import io

import av
import pytest

from tests.frontend.jobs.readers.epubs import with_cover
from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text
from tests.support.pictures import jpeg, png

OWN, OTHER = png(16, 24), jpeg(32, 48)


def cover_in(desk: Desk, job: str) -> bytes:
    """Return the picture in the job's only file, b"" without one."""
    desk.until_ended(job)
    (name,) = desk.file_names(job)
    content = desk.ask("GET", f"{job}/files/{name}").content
    with av.open(io.BytesIO(content), "r") as container:
        pictures = [bytes(packet) for packet in container.demux(container.streams.video)]
    return b"".join(pictures)


def test_a_books_cover_is_in_its_file(desk: Desk) -> None:
    job = desk.post_file("a.epub", with_cover(OWN), format="m4b").json()
    assert cover_in(desk, job["id"]) == OWN


def test_another_may_be_sent_and_makes_another_job(desk: Desk) -> None:
    book = with_cover(OWN)
    first = desk.post_file("a.epub", book, format="mp3").json()["id"]
    second = desk.post_book("a.epub", book, OTHER, format="mp3").json()["id"]
    again = desk.post_book("a.epub", book, OTHER, format="mp3")
    assert first != second
    assert (again.status_code, again.json()["id"]) == (200, second)
    assert (cover_in(desk, first), cover_in(desk, second)) == (OWN, OTHER)


@pytest.mark.parametrize(
    ("cover", "format", "reason"),
    [
        (b"GIF89a", "mp3", "no JPEG or PNG"),
        (png() + bytes(5_000_000), "mp3", "more than 5 MB"),
        (png(), "wav", "wav has no cover: ask for one of mp3"),
    ],
)
def test_what_cannot_be_a_cover_is_refused(
    desk: Desk, cover: bytes, format: str, reason: str
) -> None:
    answer = desk.post_book("a.txt", new_text().encode(), cover, format=format)
    assert code_of(answer)[0] == 400
    assert reason in answer.json()["error"]["message"]


def test_a_text_is_no_cover(desk: Desk) -> None:
    answer = desk.post_file("a.txt", b"Hello.", cover="a.png")
    assert code_of(answer) == (400, "invalid_request")
    assert "-F cover=@cover.jpg" in answer.json()["error"]["message"]
