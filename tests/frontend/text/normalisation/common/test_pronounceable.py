"""Words that could be said are told from letters that could not."""

import pytest

from frontend.text.normalisation.common.pronounceable import is_pronounceable

WORDS = "MORDHAVEN Varrow strength Château Äpfel Łódź lynx nvidia"
LETTERS = "FBI HTTP DNA html xkcd TV ATM USB 123"


@pytest.mark.parametrize("word", WORDS.split())
def test_what_could_be_said_is_a_word(word: str) -> None:
    assert is_pronounceable(word)


@pytest.mark.parametrize("letters", LETTERS.split())
def test_what_could_not_be_said_is_letters(letters: str) -> None:
    assert not is_pronounceable(letters)
