"""Where a sentence is cut that may not or cannot be waited for, to the character."""

import pytest

from frontend.text.clauses import Cut, cap_cut, phrase_cut, stalled_cut
from frontend.text.segment import Ending, PhraseLimits, SegmentLimits

CLAUSE, CUT = Ending.CLAUSE, Ending.CUT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one four, ", Cut(10, CLAUSE)),
        ("one fou, ", None),  # it has nine characters
        ("one, four, five ", Cut(11, CLAUSE)),  # not at the comma that comes too soon
        ("sometimes, ", None),  # it is one word
    ],
)
def test_a_phrase_ends_at_a_clause_of_enough_characters_and_words(
    text: str, expected: Cut | None
) -> None:
    assert phrase_cut(text, PhraseLimits(min_chars=10, min_words=2)) == expected


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("alpha gamma delta sigma omega ", None),
        ("alpha gamma delta sigma omega kappa ", "alpha gamma delta sigma omega kappa "),
        ("alpha gamma delta sigma omega kappa", None),  # its last word may go on
        ("alpha gamma delta and sigma omega ", "alpha gamma delta "),
        ("alpha gamma and delta sigma omega ", "alpha gamma and delta sigma omega "),
        ("alpha gamma delta sigma omega the ", None),
        ("alpha gamma delta sigma omega the kappa ", "alpha gamma delta sigma omega the kappa "),
        ("alpha gamma delta sigma the omega ", "alpha gamma delta sigma the omega "),
        ("alpha gamma delta sigma omega because ", None),
        ("alpha gamma delta sigma omega Prof. ", None),
        ("alpha gamma delta sigma omega 2024 ", None),
        ("alpha gamma delta 10 000 000 ", None),
        ("alpha gamma delta sigma 10 people ", "alpha gamma delta sigma 10 people "),
    ],
)
def test_without_a_clause_it_is_cut_after_so_many_words_where_no_word_leads_on(
    text: str, spoken: str | None
) -> None:
    limits = PhraseLimits(min_chars=1, min_words=1, max_words=5)
    assert phrase_cut(text, limits) == (spoken and Cut(len(spoken), CUT))


def test_what_is_still_being_written_is_not_cut_far_back() -> None:
    limits = PhraseLimits(min_chars=1, min_words=1, max_words=5)
    text = "alpha gamma delta and sigma omega "
    assert phrase_cut(text, limits, is_written=False) == Cut(len(text), CUT)


def test_a_clause_is_preferred_to_a_word_for_half_as_long_again_as_a_phrase_must_be() -> None:
    limits = PhraseLimits(min_chars=30, min_words=1, max_words=3)
    text = "alpha gamma delta sigma omega kappa theta, lambda "
    assert phrase_cut(text, limits) == Cut(43, CLAUSE)
    assert phrase_cut(text.replace(",", "s"), limits) == Cut(50, CUT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abcdef, g", Cut(8, CLAUSE)),
        ("ab, cdefgh", Cut(4, CLAUSE)),  # four of ten characters are enough
        ("a, bcdefgh", Cut(9, CUT)),
        ("abcdef gh", Cut(7, CUT)),
        ("abcdefg h", Cut(8, CUT)),
        ("abc defghi", Cut(4, CUT)),
        ("ab cdefghi", Cut(9, CUT)),
        ("abcdefghi", Cut(8, CUT)),
        ("好", Cut(1, CUT)),
    ],
)
def test_what_is_a_character_too_long_is_cut_at_its_last_mark_or_space_if_much_is_left(
    text: str, expected: Cut
) -> None:
    assert cap_cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one four, five", Cut(10, CLAUSE)),
        ("one fou, five", None),
        ("one fours five", Cut(10, CUT)),
        ("one four five", None),
        ("one fours,", Cut(10, CLAUSE)),
        ("one in fours 1,", Cut(13, CUT)),  # it may become 1,000
        ("all of us 10 000 w", Cut(10, CUT)),
    ],
)
def test_what_stalls_is_cut_where_enough_characters_are_before_it(
    text: str, expected: Cut | None
) -> None:
    assert stalled_cut(text, SegmentLimits(min_chars=10)) == expected
