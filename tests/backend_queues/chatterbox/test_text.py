"""Tags, and how long the speech of a text may get."""

from backend_queues.chatterbox.text import is_speakable, token_limit, with_turbo_tags


def test_tags_get_turbos_names_whatever_their_case_and_spacing() -> None:
    assert with_turbo_tags("Hi [Laugh] there [THROAT].") == "Hi [laugh] there [clear throat]."
    assert with_turbo_tags("[clear  throat]") == "[clear throat]"


def test_what_is_no_tag_stays_as_it_is() -> None:
    assert with_turbo_tags("a [b] c") == "a [b] c"


def test_a_limit_leaves_room_for_slow_speech() -> None:
    seconds = token_limit("Hello there, this is a test.") / 25
    assert 4 < seconds < 10


def test_digits_and_characters_that_are_words_get_more_room() -> None:
    assert token_limit("1234") > token_limit("word")
    assert token_limit("今天天气") > token_limit("word")


def test_no_limit_is_over_forty_seconds() -> None:
    assert token_limit("word " * 1000) == 1000


def test_punctuation_alone_cannot_be_said() -> None:
    assert not is_speakable("... !")
    assert is_speakable("好")
