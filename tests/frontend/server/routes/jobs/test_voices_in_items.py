"""Several voices in the texts of a job."""

from typing import Any

import pytest

from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text

FIRST, SECOND = "Here is the first voice.", "And here is the second one."
OUTPUT = {"format": "wav", "files": "item"}


def audio_of(desk: Desk, job: str) -> bytes:
    """Return the file of the first item."""
    assert desk.until_ended(job)["state"] == "done", desk.progress(job)
    answer = desk.ask("GET", f"{job}/files/{desk.file_names(job)[0]}")
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.fixture(scope="module")
def expected(desk: Desk) -> bytes:
    """What both voices say, by parts of a text."""
    parts = [{"text": FIRST}, {"text": SECOND, "voice": "square"}]
    return audio_of(desk, submitted(desk, {"parts": parts}))


def submitted(desk: Desk, item: dict[str, Any], **body: Any) -> str:
    """Submit a job that nobody has submitted before."""
    items = [{"id": "1", **item}, {"id": "2", "text": new_text()}]
    answer = desk.post(items=items, output=OUTPUT, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize(
    ("item", "body"),
    [
        ({"text": f"{FIRST} [voice:square]{SECOND}"}, {}),
        ({"text": f'{FIRST} <voice name="square">{SECOND}</voice>', "ssml": True}, {}),
        ({"text": f"{FIRST} [voice:Bob]{SECOND}"}, {"voices": {"Bob": "square"}}),
        ({"parts": [{"text": FIRST}, {"text": SECOND, "voice": "Bob"}]},
         {"voices": {"Bob": {"voice": "square"}}}),
    ],
    ids=["inline", "ssml", "names", "parts"],
)  # fmt: skip
def test_an_item_has_several_voices(
    desk: Desk, expected: bytes, item: dict[str, Any], body: dict[str, Any]
) -> None:
    assert audio_of(desk, submitted(desk, item, **body)) == expected


def test_a_book_is_spoken_by_its_speakers(desk: Desk) -> None:
    """Those of another backend too, resampled to the one rate of the file."""
    script = f"# One\n\nBob: {new_text()}\n\nThey met.\n\nEve: {FIRST}\n".encode()
    voices = '{"Bob": "square", "Eve": {"backend": "faulty", "options": {"speed": 2}}}'
    posted = desk.post_file("play.md", script, voices=voices, format="wav", files="one")
    assert posted.status_code == 201, posted.text
    told = desk.until_ended(posted.json()["id"])
    assert (told["state"], told["segments"]) == ("done", 4)
    plain = desk.post_file("play.md", script, format="wav", files="one").json()["id"]
    assert plain != posted.json()["id"]
    assert desk.until_ended(plain)["audio_s"] > told["audio_s"] + 1  # with the names


def test_a_row_may_have_parts(desk: Desk) -> None:
    row = f'{{"parts": [{{"text": "{new_text()}"}}, {{"text": "Two.", "voice": "square"}}]}}\n'
    posted = desk.post_file("rows.jsonl", row.encode())
    assert desk.until_ended(posted.json()["id"])["state"] == "done"


@pytest.mark.parametrize(
    ("item", "body", "reason"),
    [
        ({"text": "<speak>Hello <b>", "ssml": True}, {}, "line 1, column"),
        ({"parts": [{"text": "Hello.", "voice": "nobody"}]}, {}, "nobody"),
        ({"text": "Bob: Hello."}, {"voices": {"Bob": "nobody"}}, "voices: 'Bob'"),
    ],
)
def test_an_item_that_cannot_be_spoken_fails_alone(
    desk: Desk, item: dict[str, Any], body: dict[str, Any], reason: str
) -> None:
    told = desk.until_ended(submitted(desk, item, **body))
    assert told["state"] == "partial"
    assert reason in str(told)


@pytest.mark.parametrize(
    "item",
    [
        {"text": "Hello.", "parts": [{"text": "x"}]},
        {"parts": [{"text": "x", "pitch": 1}]},
        {"parts": [{"text": "x"}] * 1_001},
        {"parts": [{"voice": "sine"}]},
    ],
)
def test_an_item_that_is_none_is_refused(desk: Desk, item: dict[str, Any]) -> None:
    assert code_of(desk.post(items=[{"id": "1", **item}])) == (400, "invalid_request")
