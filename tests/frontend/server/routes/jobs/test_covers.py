"""The cover of a job's files: the book's own, or one that comes with the form."""

import base64
import io

import av
import httpx
import pytest

from tests.frontend.jobs.readers.epubs import with_cover
from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text
from tests.support.pictures import jpeg, png

OWN, OTHER = png(16, 24), jpeg(32, 48)
LARGE = png(200, 300, level=0)  # a body with it is parsed by a process of its own


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


def json_job(desk: Desk, cover: bytes, format: str) -> httpx.Response:
    items = [{"id": "1", "text": new_text()}]
    output = {"format": format, "files": "one"}
    return desk.post(items=items, output=output, cover=base64.b64encode(cover).decode())


@pytest.mark.parametrize("cover", [OTHER, LARGE])
def test_a_job_in_json_has_one_in_base64(desk: Desk, cover: bytes) -> None:
    assert cover_in(desk, json_job(desk, cover, "m4b").json()["id"]) == cover


def test_what_is_no_cover_in_json_is_refused_too(desk: Desk) -> None:
    assert code_of(json_job(desk, b"GIF89a", "mp3")) == (400, "invalid_request")
    assert code_of(json_job(desk, OTHER, "wav"))[0] == 400
    answer = desk.post(items=[{"id": "1", "text": "Hm."}], cover="no picture")
    assert code_of(answer)[0] == 400


def test_a_text_is_no_cover(desk: Desk) -> None:
    answer = desk.post_file("a.txt", b"Hello.", cover="a.png")
    assert code_of(answer) == (400, "invalid_request")
    assert "-F cover=@cover.jpg" in answer.json()["error"]["message"]
