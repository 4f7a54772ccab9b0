from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings

from frontend.text.boundary import Boundary
from tests.frontend.text.texts import LONG_TEXTS, load, push_sizes, pushes

CASES = load("segmenter_cases.json")


def sentences(text: str, language: str = "en", sizes: Sequence[int] = (4,)) -> list[str]:
    boundary = Boundary(language)
    found = [s for push in pushes(text, list(sizes)) for s in boundary.push(push)]
    return [sentence.strip() for sentence in found + boundary.flush()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_text_as_a_chat_writes_it_is_cut_at_its_sentences(case: dict[str, Any]) -> None:
    assert sentences(case["text"], case["language"]) == case["sentences"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["We make a good team, you and I.", "Did you see Albert I. Jones yesterday?"]),
        ("en", ["I live in the U.S.", "How about you?"]),
        ("en", ["I work for the U.S. Government in Virginia."]),
        ("en", ["1. The first item.", "2. The second item."]),
        ("en", ["Indicate the end with a period . . . .", "Next sentence."]),
        ("en", ['She turned, "This is great."', "She held the book out."]),
        ("en", ["Please turn to No. 55.", "Or no?", "No.", "Yes."]),
        ("en", ["i think so.", "you can do it, i.e. soon.", "maybe."]),
        ("en", ["Hello.", "„Hi.“", "He left."]),
        ("fr", ["Bonjour, dit Mme. Roy à M. Dupont.", "Il sourit."]),
        ("de", ["Siehe Abb. 3 und Kap. 4 dazu.", "Er sagte „Ja.“", "Dann ging er."]),
        ("zh", ["真的!", "好吗?", "是的。"]),
        ("ja", ["「はい。」", "「いいえ。」と彼。", "そう！？", "はい。"]),
        ("de-CH", ["Das kostet z.B. 3 Franken.", "Gut."]),
        ("", ["Dr. Smith left.", "He ran."]),
    ],
)
def test_what_the_cases_do_not_hold(language: str, expected: list[str]) -> None:
    joiner = "" if language in ("zh", "ja") else " "
    assert sentences(joiner.join(expected), language) == expected


@pytest.mark.parametrize(("language", "text"), LONG_TEXTS)
@settings(max_examples=10, deadline=None)
@given(sizes=push_sizes)
def test_sentences_do_not_depend_on_the_pushes(language: str, text: str, sizes: list[int]) -> None:
    assert sentences(text, language, sizes) == sentences(text, language, (len(text),))


def test_an_end_is_certain_one_word_later() -> None:
    boundary = Boundary()
    assert boundary.push("He met Dr. Lee. Then") == []
    assert boundary.push(" ") == ["He met Dr. Lee. "]
    assert boundary.text == "Then "


def test_a_question_is_certain_at_the_next_letter() -> None:
    boundary = Boundary()
    assert boundary.push("Is it? Y") == ["Is it? "]


def test_a_cjk_sentence_is_certain_at_the_next_character() -> None:
    boundary = Boundary("zh")
    assert boundary.push("你好。") == []
    assert boundary.push("我") == ["你好。"]


def test_a_list_marker_in_the_rest_of_a_sentence_is_none() -> None:
    boundary = Boundary()
    boundary.push("We have all of them from A to ")
    boundary.take(len(boundary.text))
    assert boundary.push("Z. Then we stopped") == ["Z. "]


def test_a_quote_that_never_closes_is_given_up() -> None:
    text = "「" + "あ" * 170 + "。い"
    assert sentences(text, "ja") == ["「" + "あ" * 170 + "。", "い"]


def test_a_lone_surrogate_does_not_reach_the_library_as_such() -> None:
    assert sentences("A \ud800 end. Then c.") == ["A \ud800 end.", "Then c."]
