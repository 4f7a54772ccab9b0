"""The text of a context, before and after it can be spoken."""

import pytest

from backend_queues.errors import TextTooLong
from frontend.server.vendors.elevenlabs.sockets.messages import SocketQuery
from frontend.server.vendors.elevenlabs.sockets.writing import MOST_WAITING, Writing


class Written:
    """What a context is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def write(self, text: str) -> None:
        self.told.append(text)

    def flush(self) -> int:
        self.told.append("<flush>")
        return 1

    def end(self) -> None:
        self.told.append("<end>")


def writing(*, auto_mode: bool = False, enable_ssml_parsing: bool = False) -> Writing:
    query = SocketQuery(auto_mode=auto_mode, enable_ssml_parsing=enable_ssml_parsing)
    return Writing(query, 100)


def told(text: Writing) -> list[str]:
    written = Written()
    text.open(written)  # type: ignore[arg-type]
    return written.told


def test_what_comes_before_it_can_be_spoken_is_written_then() -> None:
    text = writing()
    text.write("Hello ")
    text.flush()
    text.write("there.")
    text.end()
    assert told(text) == ["Hello ", "<flush>", "there.", "<end>"]


def test_there_is_nothing_to_flush_twice() -> None:
    text = writing()
    text.flush()
    text.write("Hello.")
    assert not text.flushed
    text.flush()
    text.flush()
    assert text.flushed
    assert told(text) == ["Hello.", "<flush>"]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (["One.", "Two!"], ["One.", "<flush>", " Two!", "<flush>"]),
        (["One. ", "Two! "], ["One. ", "<flush>", "Two! ", "<flush>"]),
        (['"One."', "Two"], ['"One."', "<flush>", " Two"]),
        (["a", "bc"], ["a", "bc"]),
        (["你好。", "世界"], ["你好。", "<flush>", " 世界"]),
    ],
)
def test_in_auto_mode_sentences_are_flushed_and_parted(
    messages: list[str], expected: list[str]
) -> None:
    text = writing(auto_mode=True)
    for message in messages:
        text.write(message)
    assert told(text) == expected


def test_a_cut_off_element_is_written_at_the_end() -> None:
    text = writing(enable_ssml_parsing=True)
    text.write("Take <phon")
    text.end()
    assert told(text) == ["Take ", "<phon", "<end>"]


async def test_it_is_complete_even_if_what_was_held_back_is_too_much() -> None:
    text = writing(enable_ssml_parsing=True)
    text.write("a" * 98 + "<phoneme")
    with pytest.raises(TextTooLong):
        text.end()
    assert text.ended
    assert await text.begun()
    assert told(text) == ["a" * 98, "<end>"]


async def test_it_has_begun_with_its_first_word_or_its_end() -> None:
    text = writing()
    text.write(" ")
    text.end()
    assert not await text.begun()
    text = writing()
    text.write("a")
    assert await text.begun()


def test_no_more_waits_than_the_settings_allow() -> None:
    text = writing()
    text.write("a" * 100)
    with pytest.raises(TextTooLong, match="VOICE_SERVER_MAX_TEXT_CHARS"):
        text.write("b")
    text = writing()
    for _ in range(MOST_WAITING):
        text.write("")  # says nothing, and is not kept
    for _ in range(MOST_WAITING // 2):
        text._add(None)
    with pytest.raises(TextTooLong):
        for _ in range(MOST_WAITING):
            text._add(None)
