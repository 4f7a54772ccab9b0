"""What a client is told of a stream's events."""

from typing import Any

import msgspec

from backend_queues.base import Word
from frontend.protocol.events import (
    Done,
    Event,
    Failure,
    FellBack,
    Flushed,
    InLine,
    SegmentBegan,
    SpokenWords,
)
from frontend.server.vendors.cartesia.telling import Telling

BEGAN = SegmentBegan(0, "Well, yes.", 0.0)
WORDS = SpokenWords(0, (Word("Well", 0.0, 0.4), Word("yes", 0.5, 0.9)))


def told(telling: Telling, *events: Any) -> list[dict[str, Any]]:
    messages = [message for event in events for message in telling.of(event)]
    built: list[dict[str, Any]] = msgspec.to_builtins(messages)
    return built


def test_words_are_told_with_their_marks() -> None:
    [message] = told(Telling("a", with_words=True), BEGAN, WORDS)
    assert message["word_timestamps"] == {
        "words": ["Well,", "yes."],
        "start": [0.0, 0.5],
        "end": [0.4, 0.9],
    }


def test_words_are_told_again_where_another_backend_goes_on() -> None:
    fell = FellBack(0, 0.0, "one", "two", "voice", "no_worker")
    messages = told(Telling("a", with_words=True), BEGAN, WORDS, fell, WORDS)
    assert messages[0]["word_timestamps"] == messages[1]["word_timestamps"]


def test_nothing_is_told_of_what_they_do_not_know() -> None:
    unknown: tuple[Event, ...] = (InLine("u", 1, 2.0), BEGAN, WORDS)
    assert told(Telling("a", with_words=False), *unknown) == []


def test_only_the_flushes_of_the_client_are_told_of_and_counted() -> None:
    telling = Telling("a", with_words=False)
    telling.count_flushes()
    telling.asked_flush(2)
    assert telling.waiting_flushes == 1
    [flush] = told(telling, Flushed(1), Flushed(2))
    assert (flush["type"], flush["flush_id"]) == ("flush_done", 1)
    assert (telling.waiting_flushes, telling.audio(b"ab").flush_id) == (0, 2)


def test_a_request_without_a_context_has_no_id_and_no_flushes() -> None:
    telling = Telling(None, with_words=False)
    chunk = msgspec.json.decode(msgspec.json.encode(telling.audio(b"ab")))
    assert chunk.keys() == {"type", "data", "done", "status_code", "step_time"}
    assert chunk["data"] == "YWI="
    assert told(telling, Done(1, 2.0)) == [{"type": "done", "done": True, "status_code": 200}]
    [error] = told(telling, Failure("overloaded", "Too much.", retryable=True))
    assert (error["status_code"], error["message"], "context_id" in error) == (
        503,
        "Too much.",
        False,
    )


def test_a_warning_goes_with_the_first_audio_alone() -> None:
    telling = Telling("a", with_words=True, warning="Nothing here stands for it.")
    assert [message["type"] for message in told(telling, BEGAN, WORDS)] == ["timestamps"]
    chunks = [msgspec.to_builtins(telling.audio(b"ab")) for _ in range(2)]
    assert [chunk.get("warning") for chunk in chunks] == ["Nothing here stands for it.", None]
