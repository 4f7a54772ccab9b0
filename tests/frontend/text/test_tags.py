import pytest

from backend_queues.chatterbox.text import TURBO_TAGS
from frontend.text import drop_tags, is_speakable
from frontend.text.markup.within.event_tags import EVENT_TAGS, tag_name
from frontend.text.tags import PauseTags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("That's funny [laugh] I can't!", "That's funny I can't!"),
        ("That's funny [laugh].", "That's funny."),
        ("[clears throat] Sure thing.", "Sure thing."),
        ("[Clear-Throat]Sure thing [sigh][laugh]", "Sure thing"),
        ("well[laugh]then", "well then"),
        ("[laugh]", ""),
    ],
)
def test_unsupported_tags_are_dropped_with_their_space(text: str, expected: str) -> None:
    assert drop_tags(text, ()) == expected


def test_supported_tags_stay_whatever_their_case() -> None:
    text = "[Laugh] Ha [clears  throat] ha [sigh] ha."
    assert drop_tags(text, {"laugh", "Clears Throat"}) == "[Laugh] Ha [clears  throat] ha ha."


@pytest.mark.parametrize("text", ["a", "7", "好", "ก", "½", "[laugh]", "… é"])
def test_a_letter_or_digit_of_any_script_can_be_said(text: str) -> None:
    assert is_speakable(text)


@pytest.mark.parametrize("text", ["", " ", "!!!", "—", "$", "👍", "\ud800", "_*_"])
def test_marks_alone_cannot_be_said(text: str) -> None:
    assert not is_speakable(text)


def test_a_text_is_split_at_its_pauses_and_what_may_become_one_is_held() -> None:
    tags = PauseTags()
    parts = tags.push("See [x] [pause 1] and [[pause 2]now [pau")
    assert parts == ["See [x] ", 1.0, " and [", 2.0, "now "]
    assert tags.push("se]") == ["", 0.5, ""]


def test_every_tag_that_a_backend_has_is_known() -> None:
    assert {tag_name(tag) for tag in TURBO_TAGS} <= EVENT_TAGS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He cast [Fireball]. [T]he end [Level Up]", "He cast Fireball. The end Level Up"),
        ("no tag [1] nor [a b c d] nor [x", "no tag [1] nor a b c d nor [x"),
        ("[риcк] да [笑] 好", "риcк да 笑 好"),
        ("[a [laugh] [b] c] d", "a b c d"),
        ("[!NOTE] Take care", "NOTE Take care"),
        ("[Kokoro](/kˈOkəɹO/) and [2, 5]", "[Kokoro](/kˈOkəɹO/) and [2, 5]"),
    ],
)
def test_other_words_lose_only_their_brackets(text: str, expected: str) -> None:
    assert drop_tags(text, ()) == expected
