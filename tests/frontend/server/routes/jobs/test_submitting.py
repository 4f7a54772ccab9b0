"""POST /v1/jobs: what is taken, as which job, and what is refused."""

import io
from typing import Any

import httpx
import pytest

from tests.frontend.jobs.readers.epubs import epub
from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text

BOOK = b"# One\n\nThe first chapter.\n\n# Two\n\nThe second one.\n"


def item(**fields: Any) -> dict[str, Any]:
    return {"id": "1", "text": new_text(), **fields}


def test_a_new_job_is_created_and_the_same_one_is_there_already(desk: Desk) -> None:
    body = {"items": [item()], "name": "greeting", "seed": 7}
    first, again = desk.post(**body), desk.post(**body)
    assert (first.status_code, again.status_code) == (201, 200)
    job = first.json()
    assert (job["name"], job["items"]["total"]) == ("greeting", 1)
    assert first.headers["location"] == again.headers["location"] == f"/v1/jobs/{job['id']}"
    assert (
        desk.client.get(httpx.URL(desk.url).join(first.headers["location"])).json()["id"]
        == job["id"]
    )
    assert desk.post(**{**body, "seed": 8}).json()["id"] != job["id"]


def test_what_items_do_not_say_the_job_says(desk: Desk) -> None:
    """The same audio is asked for in two ways, so it is the same job."""
    texts = [new_text(), new_text()]
    spelled_out = [
        {"backend": "tone", "voice": "square", "options": {"speed": 2.0}},
        {"backend": "faulty", "voice": "sine", "options": {"speed": 2.0, "part_s": 0.01}},
    ]
    short: list[dict[str, Any]] = [
        {},
        {"backend": "faulty", "voice": "sine", "options": {"part_s": 0.01}},
    ]
    defaults = {"backend": "tone", "voice": "square", "options": {"speed": 2.0}}
    jobs = [
        desk.post(
            items=[{"id": t, "text": t, **how} for t, how in zip(texts, items, strict=True)], **rest
        )
        for items, rest in ((spelled_out, {}), (short, defaults))
    ]
    assert [job.status_code for job in jobs] == [201, 200], jobs[1].text
    assert desk.until_ended(jobs[0].json()["id"])["state"] == "done"


def test_what_a_book_lacks_stays_in_what_is_told_of_its_job(desk: Desk) -> None:
    note = "<aside epub:type='footnote'>A note.</aside>"
    text = new_text()
    content = epub({"a.xhtml": f"<p>{text}</p>{note}"}, '<itemref idref="x"/><itemref idref="i0"/>')
    job = desk.post_file("book.epub", content).json()
    missing = "Its spine names 'x', its manifest does not."
    left_out = "Notes are left out, 1 in all; their marks are not said."
    assert job["warnings"] == [missing, left_out]
    assert desk.until_ended(job["id"])["warnings"] == [missing, left_out]
    with_notes = desk.post_file("book.epub", content, notes="speak").json()
    assert with_notes["warnings"] == [missing]
    assert with_notes["characters"]["total"] > job["characters"]["total"]


def test_a_books_chapters_are_files_with_its_tags(desk: Desk) -> None:
    answer = desk.post_file("../folder/A Book.md", BOOK, author="Me", voice="square")
    assert answer.status_code == 201, answer.text
    job = answer.json()
    assert job["name"] == "A Book.md"
    assert job["output"]["files"] == "chapter"
    assert job["output"]["author"] == "Me"
    assert job["output"]["title"]
    assert desk.until_ended(job["id"])["state"] == "done"
    assert len(desk.file_names(job["id"])) == 2


@pytest.mark.parametrize(
    ("name", "content", "fields", "files"),
    [
        ("book.md", BOOK, {"format": "m4b"}, "one"),
        ("book.md", BOOK, {"format": "m4b", "files": "chapter"}, "chapter"),
        ("rows.jsonl", b'{"id": "a", "text": "A row."}\n', {}, "item"),
        ("rows.csv", b"id,text\na,Another row.\n", {}, "item"),
        ("film.srt", b"1\n00:00:01,000 --> 00:00:02,000\nA subtitle.\n", {}, "one"),
    ],
)
def test_a_kind_of_file_has_its_usual_files(
    desk: Desk, name: str, content: bytes, fields: dict[str, str], files: str
) -> None:
    answer = desk.post_file(name, content, **fields)
    assert answer.status_code in (200, 201), answer.text
    assert answer.json()["output"]["files"] == files


def test_subtitles_that_leave_too_little_time_are_told_of_at_the_end(desk: Desk) -> None:
    cues = "1\n00:00:00,000 --> 00:00:00,400\n{}\n\n2\n00:00:01,000 --> 00:00:02,000\nTwo.\n"
    content = cues.format("A long sentence, " * 8).encode()
    job = desk.post_file("film.srt", content, backend="tone").json()
    [warning] = desk.until_ended(job["id"])["warnings"]
    assert warning.startswith("1 item begins late, as what is said before takes longer")


def test_every_field_of_the_form_counts(desk: Desk) -> None:
    answer = desk.post_file(
        "rows.jsonl",
        b'{"id": "a", "text": "A row."}\n',
        name="named",
        backend="tone",
        voice="square",
        language="en-US",
        options='{"speed": 2}',
        seed="3",
        format="flac",
        sample_rate="16000",
        files="one",
        captions="vtt, srt",
        title="Title",
        author="Author",
        date="1937",
    )
    assert answer.status_code in (200, 201), answer.text
    job = answer.json()
    assert job["name"] == "named"
    assert job["output"] == {
        "format": "flac",
        "sample_rate": 16_000,
        "files": "one",
        "captions": ["vtt", "srt"],
        "title": "Title",
        "author": "Author",
        "date": "1937",
        "overlay": "sentence",
    }
    assert desk.until_ended(job["id"])["state"] == "done"
    assert [name.rpartition(".")[2] for name in desk.file_names(job["id"])] == [
        *("flac", "srt", "vtt")
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"items": []},
        {"items": "text"},
        {"items": [{"id": "1"}]},
        {"items": [{"text": "No id."}]},
        {"items": [{"id": "1", "text": "Twice."}, {"id": "1", "text": "Twice."}]},
        {"items": [{"id": "1", "text": "Hi.", "pitch": 7}]},
        {"items": [{"id": "1", "text": "Hi."}], "output": {"files": "none"}},
        {"items": [{"id": "1", "text": "Hi."}], "output": {"captions": ["sub"]}},
        {"items": [{"id": "1", "text": "Hi."}], "seed": -1},
        {"items": [{"id": "1", "text": "Hi."}], "format": "mp3"},
    ],
)
def test_a_wrong_body_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert code_of(desk.post(**body)) == (400, "invalid_request")


@pytest.mark.parametrize("content", [b"", b"no JSON", b"[" * 100_000, b'{"items": "\xff"}'])
def test_what_is_no_json_is_refused_with_an_example(desk: Desk, content: bytes) -> None:
    answer = desk.client.post(desk.url, content=content)
    assert code_of(answer) == (400, "invalid_request")
    assert '{"items": [{' in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"pitch": "7"}, "pitch"),
        ({"seed": "many"}, "seed"),
        ({"files": "none"}, "files"),
        ({"captions": "srt,sub"}, "captions"),
        ({"options": "speed=2"}, "form"),
        ({"options": "[1]"}, "form"),
    ],
)
def test_a_wrong_field_of_the_form_is_named(desk: Desk, fields: dict[str, str], named: str) -> None:
    answer = desk.post_file("book.txt", b"Hello.", **fields)
    assert code_of(answer) == (400, "invalid_request")
    assert named in answer.json()["error"]["message"]


def test_a_form_needs_a_file_that_can_be_read(desk: Desk) -> None:
    answers = [
        desk.client.post(desk.url, data={"voice": "sine"}, files={"voice": b"sine"}),
        desk.client.post(desk.url, data={"file": "text"}, files={"name": b"text"}),
        desk.post_file("book.exe", b"Hello."),
        desk.post_file("book.epub", b"no EPUB"),
        desk.client.post(desk.url, content=b"", headers={"content-type": "multipart/form-data"}),
    ]
    assert [code_of(answer) for answer in answers] == [(400, "invalid_request")] * len(answers)


def test_a_format_or_backend_that_is_none_is_told(desk: Desk) -> None:
    wrong = desk.post(items=[item()], output={"format": "mp4"})
    assert code_of(wrong) == (400, "invalid_option")
    assert code_of(desk.post(items=[item(backend="nobody")])) == (404, "unknown_backend")


@pytest.mark.parametrize("form", [False, True])
def test_a_body_over_the_limit_is_refused(desk: Desk, form: bool) -> None:
    content = bytes(64_000_001)
    if form:
        answer = desk.post_file("book.txt", content)
    else:
        answer = desk.client.post(desk.url, content=io.BytesIO(content))
    assert code_of(answer) == (413, "body_too_large")
    assert "64 MB (VOICE_SERVER_MAX_JOB_BYTES)" in answer.json()["error"]["message"]


def test_pages_of_other_sites_change_nothing(desk: Desk) -> None:
    job = desk.made(new_text())
    other = {"Sec-Fetch-Site": "cross-site"}
    answers = [
        desk.client.post(desk.url, json={"items": [item()]}, headers=other),
        desk.ask("POST", f"{job}/pause", headers=other),
        desk.ask("POST", f"{job}/resume", headers=other),
        desk.ask("DELETE", job, headers=other),
    ]
    assert [code_of(answer) for answer in answers] == [(403, "cross_site")] * 4
    assert desk.progress(job)["state"] == "done"


def test_ten_thousand_items_are_taken_at_once(desk: Desk) -> None:
    items = [{"id": str(number), "text": "An item."} for number in range(10_000)]
    answer = desk.post(items=items, name="many", backend="absent")
    assert answer.status_code == 201
    assert answer.json()["items"]["total"] == 10_000
    assert desk.ask("DELETE", answer.json()["id"]).status_code == 204
