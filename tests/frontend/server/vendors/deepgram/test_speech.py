"""A text before its turn: what waits with it is bounded."""

from types import SimpleNamespace
from typing import Any

import pytest

from frontend.access.errors import TooManyRequests
from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.speech import MOST_FLUSHES, Speech


def speech() -> Speech:
    return Speech(Controls(takes_phonemes=True))


def test_no_more_flushes_wait_than_are_answered() -> None:
    text = speech()
    for _ in range(MOST_FLUSHES):
        text.flush()
    with pytest.raises(TooManyRequests):
        text.flush()
    text.answered_flushes = 1
    text.flush()


def test_of_changes_of_the_voice_in_a_row_the_last_one_waits() -> None:
    done: list[Any] = []
    context: Any = SimpleNamespace(write=done.append, change_voice=done.append)
    text, voices = speech(), [object() for _ in range(6)]
    for voice in voices[:3]:
        text.change_voice(voice)  # type: ignore[arg-type]
    text.write("Hello ")
    for voice in voices[3:]:
        text.change_voice(voice)  # type: ignore[arg-type]
    text.open(context)
    assert done == [voices[2], "Hello ", voices[5]]


def test_a_blank_after_the_last_flush_is_nothing_to_wait_for() -> None:
    text = speech()
    text.write("Hello.")
    text.flush()
    text.write(" ")
    assert text.is_done_with(1)
    text.write("And")
    assert not text.is_done_with(1)
