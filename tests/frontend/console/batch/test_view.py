from typing import Any

import pytest

from frontend.console.batch.view import ProgressView, sentence, share_of, span
from frontend.console.terminal import terminal
from frontend.protocol.jobs import Counts, Output, Progress, State


def progress(**fields: Any) -> Progress:
    known: dict[str, Any] = {
        "id": "1",
        "name": "book.txt",
        "state": State.RUNNING,
        "created_at": 0.0,
        "output": Output(),
        "items": Counts(4000, 2, 1),
        "characters": Counts(1000, 200, 50),
        "segments": 9,
        "audio_s": 754.0,
    }
    return Progress(**{**known, **fields})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"chapters": Counts(12, 3, 1)},
            "4 of 12 chapters, 25 %, 1 item failed, 13 min of speech",
        ),
        ({}, "3 of 4,000 items, 1 item failed, 13 min of speech"),
        (
            {"items": Counts(4, 2, 0), "rate": 5.24, "time_left_s": 11_100.0},
            "2 of 4 items, 13 min of speech, 5.2 x real time, 3 h 05 min left",
        ),
        (
            {"items": Counts(4, 2, 0), "state": State.PAUSED, "rate": 5.2, "time_left_s": 1.0},
            "2 of 4 items, 13 min of speech, paused",
        ),
        (
            {"items": Counts(4, 2, 0), "message": "No worker."},
            "2 of 4 items, 13 min of speech (No worker.)",
        ),
    ],
)
def test_a_sentence_tells_how_far_it_is(fields: dict[str, Any], said: str) -> None:
    assert sentence(progress(**fields)) == said


def test_a_server_that_is_away_is_reported_instead() -> None:
    told = sentence(progress(items=Counts(4, 2, 0), rate=5.0, message="No worker."), "It is away.")
    assert told == "2 of 4 items, 13 min of speech (It is away.)"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (99.4, "99 s"), (100, "2 min")]
    + [(5_969, "99 min"), (6_000, "1 h 40 min"), (11_100, "3 h 05 min")],
)
def test_a_span_is_said_as_people_do(seconds: float, said: str) -> None:
    assert span(seconds) == said


def test_the_bar_is_the_share_of_the_text() -> None:
    assert share_of(progress()) == 0.25
    assert share_of(progress(characters=Counts(0, 0, 0))) == 0


def test_without_a_terminal_there_are_lines_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And at once when something is wrong, or right again; nothing twice."""
    with terminal() as screen:
        view = ProgressView("book.txt", screen)
        for _ in range(5):
            view.show(progress())
        for why in ("Away.", "Away.", ""):
            view.away(why)
    line = "book.txt: 3 of 4,000 items, 1 item failed, 13 min of speech"
    assert capsys.readouterr().err.splitlines() == [line, f"{line} (Away.)", line]
