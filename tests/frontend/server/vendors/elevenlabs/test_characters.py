"""The characters of a text get their times from its words, or from its audio."""

import pytest

from backend_queues.base import Word
from frontend.server.vendors.elevenlabs.characters import Characters, TimedCharacter


def joined(taken: list[TimedCharacter]) -> str:
    return "".join(it.character for it in taken)


def spans(taken: list[TimedCharacter]) -> list[tuple[str, float, float]]:
    return [(it.character, round(it.start_s, 3), round(it.end_s, 3)) for it in taken]


def test_the_letters_of_a_word_share_its_time_and_a_space_the_time_between() -> None:
    characters = Characters()
    characters.begin("Go on.", 1.0)
    characters.tell([Word("Go", 1.0, 1.4), Word("on", 1.5, 1.9)])
    assert spans(characters.take(1.9)) == [
        ("G", 1.0, 1.2),
        ("o", 1.2, 1.4),
        (" ", 1.4, 1.5),
        ("o", 1.5, 1.7),
        ("n", 1.7, 1.9),
    ]
    assert spans(characters.rest(2.3)) == [(".", 1.9, 2.1), (" ", 2.1, 2.3)]


def test_a_character_is_given_once_with_the_audio_that_it_begins_in() -> None:
    characters = Characters()
    characters.begin("Hello", 0.0)
    characters.tell([Word("Hello", 0.0, 1.0)])
    assert [joined(characters.take(at)) for at in (0.1, 0.4, 0.4, 0.5, 1.0)] == [
        "H",
        "e",
        "",
        "l",
        "lo",
    ]


def test_what_follows_the_last_word_fills_the_silence_mark_by_mark() -> None:
    characters = Characters()
    characters.begin("Oh?!", 0.0)
    characters.tell([Word("Oh", 0.0, 0.2)])
    assert joined(characters.take(0.2)) == "Oh"
    assert spans(characters.take(0.3)) == [("?", 0.2, 0.3)]
    assert spans(characters.take(0.5)) == [("!", 0.3, 0.5)]
    assert joined(characters.rest(0.6)) == " "


def test_a_segment_without_words_is_spread_over_its_audio_at_its_end() -> None:
    characters = Characters()
    characters.begin("abc", 0.0)
    assert characters.take(1.0) == []
    characters.begin("d", 4.0)
    assert spans(characters.take(4.1)) == [
        ("a", 0.0, 1.0),
        ("b", 1.0, 2.0),
        ("c", 2.0, 3.0),
        (" ", 3.0, 4.0),
    ]
    assert spans(characters.rest(5.0)) == [("d", 4.0, 4.5), (" ", 4.5, 5.0)]


def test_a_word_that_stands_otherwise_in_the_text_takes_the_time_up_to_the_next() -> None:
    characters = Characters()
    characters.begin("It is 7 now", 0.0)
    told = [Word("It", 0.0, 0.2), Word("is", 0.2, 0.4), Word("seven", 0.5, 0.9)]
    characters.tell([*told, Word("now", 1.0, 1.3)])
    taken = characters.take(2.0)
    assert joined(taken) == "It is 7 now"
    assert spans(taken)[5:8] == [(" ", 0.4, 0.6), ("7", 0.6, 0.8), (" ", 0.8, 1.0)]


def test_a_word_is_not_looked_for_far_ahead() -> None:
    characters = Characters()
    text = "word " * 30 + "end"
    characters.begin(text, 0.0)
    characters.tell([Word("end", 0.0, 0.1)])
    assert characters.take(0.2) == []
    assert joined(characters.rest(1.0)) == f"{text} "


def test_times_never_go_back() -> None:
    characters = Characters()
    characters.begin("one two", 0.0)
    characters.tell([Word("one", 0.0, 0.5), Word("two", 0.3, 0.4)])
    taken = characters.rest(0.5)
    assert joined(taken) == "one two "
    starts = [it.start_s for it in taken]
    assert starts == sorted(starts)


def test_what_another_voice_says_again_is_told_with_its_times() -> None:
    characters = Characters()
    characters.begin("one two", 0.0)
    characters.tell([Word("one", 0.0, 0.3), Word("two", 0.4, 0.7)])
    assert joined(characters.take(0.35)) == "one "
    characters.forget()
    characters.tell([Word("two", 1.4, 1.7)])
    assert spans(characters.take(2.0)) == [("t", 1.4, 1.5), ("w", 1.5, 1.6), ("o", 1.6, 1.7)]


def test_forgetting_keeps_what_belongs_to_the_segment_before() -> None:
    characters = Characters()
    characters.begin("one", 0.0)
    characters.begin("two", 1.0)
    characters.forget()
    assert joined(characters.take(1.1)) == "one "
    assert joined(characters.rest(2.0)) == "two "


@pytest.mark.parametrize("text", ["", "日本語です。", "a\u0301 👋"])
def test_every_character_of_a_text_is_told(text: str) -> None:
    characters = Characters()
    characters.begin(text, 0.0)
    assert joined(characters.rest(1.0)) == (f"{text} " if text else "")
