"""What a backend tells of spoken words is traced back to the words that are written."""

import pytest

from backend_queues.base import Word
from frontend.text.normalisation import Reading, Spoken
from frontend.text.normalisation.written_words import WrittenWords

WRITTEN = "It cost $1.5M in May, 5kg."
SPOKEN = Spoken.of(
    WRITTEN,
    [Reading(8, 13, "one point five million dollars"), Reading(22, 25, "five kilograms")],
    spaced=True,
)


def heard(*texts: str) -> list[Word]:
    """Return words of a second each."""
    return [Word(text, float(n), n + 1.0) for n, text in enumerate(texts)]


def traced(words: list[Word], spoken: Spoken = SPOKEN) -> list[Word]:
    written = WrittenWords(spoken)
    return [*(word for one in words for word in written.push([one])), *written.finish()]


ALL = heard(*SPOKEN.text.replace(",", "").rstrip(".").split())


def test_what_is_said_for_a_number_is_one_word() -> None:
    assert traced(ALL) == [
        Word("It", 0, 1),
        Word("cost", 1, 2),
        Word("$1.5M", 2, 7),
        Word("in", 7, 8),
        Word("May", 8, 9),
        Word("5kg", 9, 11),
    ]


@pytest.mark.parametrize("size", range(1, 12))
def test_it_is_the_same_however_the_words_come(size: int) -> None:
    written = WrittenWords(SPOKEN)
    parts = [ALL[start : start + size] for start in range(0, len(ALL), size)]
    assert [w for part in parts for w in written.push(part)] + written.finish() == traced(ALL)


def test_one_that_is_known_is_not_held_back() -> None:
    written = WrittenWords(SPOKEN)
    assert [word.text for word in written.push(ALL[:7])] == ["It", "cost", "$1.5M"]


@pytest.mark.parametrize("left_out", range(2, 7))
def test_words_that_a_backend_leaves_out_cost_nothing(left_out: int) -> None:
    words = traced([word for n, word in enumerate(ALL) if n != left_out])
    assert [word.text for word in words] == ["It", "cost", "$1.5M", "in", "May", "5kg"]


def test_words_that_a_backend_says_otherwise_stay() -> None:
    words = traced([Word("IT", 0, 1), *ALL[1:7], Word("May", 7, 8)])
    assert [word.text for word in words] == ["IT", "cost", "$1.5M", "May"]


def test_several_written_words_share_the_time() -> None:
    spoken = Spoken.of("On May 5.", [Reading(3, 8, "the fifth of May")], spaced=True)
    assert traced(heard("On", "the", "fifth", "of", "May"), spoken) == [
        Word("On", 0, 1),
        Word("May", 1, 4),
        Word("5", 4, 5),
    ]


def test_a_text_that_is_spoken_as_it_is_written_has_its_own_words() -> None:
    words = heard("one", "two")
    assert traced(words, Spoken.as_written("one two")) == words


def test_words_of_a_text_that_is_not_known_stay() -> None:
    assert traced(ALL, Spoken.as_written("")) == ALL


def test_what_is_written_together_is_one_word() -> None:
    spoken = Spoken.of(
        "«Un 5-star, l'1:30» in mid-1990s.",
        [
            Reading(4, 5, "five"),
            Reading(14, 18, "una e mezza"),
            Reading(27, 32, "nineteen nineties"),
        ],
        spaced=True,
    )
    words = traced(heard(*spoken.text.rstrip(".").split()), spoken)
    assert [word.text for word in words] == ["«Un", "5-star", "l'1:30", "in", "mid-1990s"]
