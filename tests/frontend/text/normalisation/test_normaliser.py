"""Rules read a text in their order, and it is known what each spoken word is written as."""

import re
from collections.abc import Sequence

import pytest

from frontend.text.normalisation import Reading, Replaced, Spoken
from frontend.text.normalisation.normaliser import read
from frontend.text.normalisation.rule import DIGIT, Rule
from frontend.text.normalisation.spelling import SpelledNumbers

NUMBERS = SpelledNumbers("en")
YEARS = Rule("year", re.compile(r"\b19\d\d\b"), lambda _: "that year", needs=DIGIT)
COUNTS = Rule("count", re.compile(r"\d+"), lambda match: NUMBERS.words(match[0]), needs=DIGIT)
BROKEN = Rule("broken", re.compile("x"), lambda match: str(int(match[0])))


def spoken(text: str, *rules: Rule, given: Sequence[Reading] = ()) -> Spoken:
    return read(text, rules, given=given)


def test_the_rule_that_comes_first_reads_it() -> None:
    assert spoken("In 1984, 12 of 5.", YEARS, COUNTS).text == "In that year, twelve of five."
    assert spoken("In 1984.", COUNTS).text == "In one thousand nine hundred eighty-four."


def test_it_is_known_which_words_stand_for_which() -> None:
    text = spoken("About 12, or 5kg.", COUNTS)
    assert text.text == "About twelve, or five kg."
    assert text.written == "About 12, or 5kg."
    assert [text.text[one.start : one.end] for one in text.replaced] == ["twelve", "five"]
    assert text.replaced == (Replaced(6, 12, 6, 8), Replaced(17, 21, 13, 14))


def test_what_is_given_goes_before_the_rules() -> None:
    assert spoken("12 and 12", COUNTS, given=[Reading(0, 2, "12")]).text == "12 and twelve"


def test_a_rule_that_fails_leaves_the_text_as_it_is() -> None:
    assert spoken("x and 5", BROKEN, COUNTS).text == "x and five"


@pytest.mark.parametrize("text", ["", "No numbers here.", "\ud83d", "٣"])
def test_a_text_that_no_rule_reads_is_spoken_as_it_is_written(text: str) -> None:
    assert spoken(text, YEARS) == Spoken.as_written(text)


def test_a_number_nobody_could_follow_is_read_digit_by_digit() -> None:
    assert NUMBERS.words("10" * 150).startswith("one zero one zero")
    assert NUMBERS.words("007") == "zero zero seven"
