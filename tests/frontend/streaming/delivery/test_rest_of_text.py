"""Another voice goes on with the first word that was not heard to its end."""

import re

import pytest

from backend_queues.base import Word
from frontend.streaming.delivery.rest_of_text import place_in, rest_begins
from frontend.text.normalisation import Spoken, normalise
from frontend.text.normalisation.spoken import Reading
from frontend.text.tags import drop_tags

TEXT = 'Dr. Who said: "Wait, the 5 well-known men are there!" And the end came.'
AS_WRITTEN = Spoken.as_written(TEXT)
COST = "It cost $5 and 20 cents in 1999."


def timed(text: str, second: float = 0.1) -> list[Word]:
    """Return the words of the text, a tenth of a second for each character."""
    found = re.finditer(r"\w[\w'-]*", text)
    return [Word(it[0], it.start() * second, it.end() * second) for it in found]


@pytest.mark.parametrize("heard", range(1, 14))
def test_after_any_word_the_next_one_comes(heard: int) -> None:
    words = timed(TEXT)
    rest = TEXT[rest_begins(AS_WRITTEN, words, words[heard - 1].end_s, 99.0) :]
    assert [word.text for word in timed(rest)] == [word.text for word in words[heard:]]


@pytest.mark.parametrize("heard", range(13))
def test_in_a_word_it_is_said_again(heard: int) -> None:
    words = timed(TEXT)
    middle_s = (words[heard].start_s + words[heard].end_s) / 2
    rest = TEXT[rest_begins(AS_WRITTEN, words, middle_s - 0.06, 99.0) :]
    assert [word.text for word in timed(rest)] == [word.text for word in words[heard:]]


def test_words_that_are_not_told_yet_are_not_taken_for_heard() -> None:
    words = timed(TEXT)[:3]
    assert TEXT[rest_begins(AS_WRITTEN, words, 99.0, 99.0) :].startswith("Wait, the 5")


def test_a_word_that_is_written_otherwise_costs_no_other() -> None:
    words = [Word("It", 0, 1), Word("cost", 1, 2), Word("five", 2, 3), Word("dollars", 3, 4)]
    text = "It cost $5, no more than the five that he had had in the end of it all."
    assert text[rest_begins(Spoken.as_written(text), words, 4.0, 99.0) :].startswith("$5")


@pytest.mark.parametrize(
    ("share", "rest"),
    [
        (0.0, "One two three four."),
        (0.1, "One two three four."),
        (0.25, "two three four."),
        (0.5, "three four."),
        (0.75, "four."),
        (1.0, "four."),
        (5.0, "four."),
    ],
)
def test_without_words_the_proportion_tells_and_the_word_is_said_again(
    share: float, rest: str
) -> None:
    text = "One two three four."
    assert text[rest_begins(Spoken.as_written(text), (), share, 1.0) :] == rest


@pytest.mark.parametrize("text", ["今天天气很好我们去公园", "\u2e80" * 11])
@pytest.mark.parametrize(("share", "begins"), [(0.0, 0), (0.5, 5), (1.0, 10)])
def test_chinese_goes_on_at_a_character(text: str, share: float, begins: int) -> None:
    """Also at the first of those that are its parts."""
    assert rest_begins(Spoken.as_written(text), (), share, 1.0) == begins


@pytest.mark.parametrize(
    ("spoken_before", "rest"),
    [
        ("今", "天25度很好3点见"),
        ("今天", "25度很好3点见"),
        ("今天二十", "25度很好3点见"),
        ("今天二十五度", "很好3点见"),
        ("今天二十五度很", "好3点见"),
        ("今天二十五度很好", "3点见"),
        ("今天二十五度很好三点", "见"),
    ],
)
def test_what_is_read_as_one_is_left_behind_once_it_is_spoken(
    spoken_before: str, rest: str
) -> None:
    readings = [Reading(2, 5, "二十五度"), Reading(7, 9, "三点")]
    spoken = Spoken.of("今天25度很好3点见", readings, spaced=False)
    heard_s, whole_s = float(len(spoken_before)), float(len(spoken.text))
    assert spoken.written[rest_begins(spoken, (), heard_s, whole_s) :] == rest


def test_where_nobody_knows_how_long_a_text_takes_all_of_it_is_spoken() -> None:
    assert rest_begins(Spoken.as_written("One two three."), (), 1.0, 0.0) == 0


def test_a_word_of_which_a_twentieth_of_a_second_is_missing_was_heard() -> None:
    text, words = "One two three.", [Word("One", 0.0, 1.05), Word("two", 1.05, 2.0)]
    assert text[rest_begins(Spoken.as_written(text), words, 1.0, 99.0) :] == "two three."


def test_a_word_may_be_one_letter() -> None:
    text, words = '"I am here."', [Word("I", 0.0, 0.5), Word("am", 0.5, 1.0)]
    assert text[rest_begins(Spoken.as_written(text), words, 0.5, 99.0) :] == 'am here."'
    assert rest_begins(Spoken.as_written(text), words, 0.2, 99.0) == 0
    assert rest_begins(Spoken.as_written(text[1:]), words, 0.5, 99.0) == 2


@pytest.mark.parametrize("text", ["", "a", " ", "..."])
def test_a_text_of_nearly_nothing(text: str) -> None:
    for words in ((), (Word("a", 0.0, 1.0),)):
        assert 0 <= rest_begins(Spoken.as_written(text), words, 1.0, 0.0) <= len(text)
        assert 0 <= rest_begins(Spoken.as_written(text), words, 1.0, 1.0) <= len(text)


def test_what_is_read_as_one_is_spoken_whole_again() -> None:
    """The time of each of its written words is a guess."""
    spoken = normalise("It took 3 km in all.", "en-US")
    words = [Word("It", 0, 1), Word("took", 1, 2), Word("3", 2, 3), Word("km", 3, 4)]
    for heard_s, rest in ((2.0, "3 km in all."), (3.2, "3 km in all."), (4.0, "in all.")):
        assert spoken.written[rest_begins(spoken, words, heard_s, 99.0) :] == rest


@pytest.mark.parametrize("before", ["cost", "five", "dollars", "cents", "in", "nineteen"])
def test_the_proportion_is_that_of_what_is_spoken(before: str) -> None:
    """Numbers are longer than they are written, and nothing after one of them may be lost."""
    spoken = normalise(COST, "en-US")
    at = spoken.text.index(before)
    rest = spoken.written[rest_begins(spoken, (), at / len(spoken.text), 1.0) :]
    stretch = [it for it in spoken.replaced if it.start <= at < it.end]
    begins = stretch[0].written_start if stretch else COST.index(before)
    assert rest == COST[begins:]


@pytest.mark.parametrize("at", range(30))
def test_no_word_beside_tags_is_lost(at: int) -> None:
    text = "[laugh] laughed they [sigh] all at once [laugh]"
    written = drop_tags(text, ())
    rest = drop_tags(text[place_in(text, written, min(at, len(written))) :], ())
    left = written[at:].split() if at < len(written) else []
    begun = left[1:] if at and written[at - 1 : at] not in ("", " ") else left
    assert rest.split()[len(rest.split()) - len(begun) :] == begun


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("", "an [laugh] old man ran"),
        ("an ", "[laugh] old man ran"),
        ("an old ", "man ran"),
        ("an old man r", "ran"),
        ("an old man ran", ""),
    ],
)
def test_no_word_beside_tags_is_repeated(before: str, rest: str) -> None:
    text, written = "an [laugh] old man ran", "an old man ran"
    assert text[place_in(text, written, len(before)) :] == rest


def test_of_nothing_but_tags_all_is_left() -> None:
    assert place_in("[laugh] [sigh]", "", 0) == 0


def test_full_width_letters_are_heard_as_the_usual_ones() -> None:
    text = "ＡＢＣ ＤＥＦ ＧＨＩ jkl"
    words = [Word("ABC", 0, 1), Word("DEF", 1, 2), Word("GHI", 2, 3)]
    assert text[rest_begins(Spoken.as_written(text), words, 3.0, 99.0) :] == "jkl"
