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
        ("en", ["…and so it ended.", "Then he left."]),
        ("en", ["See No. 7 there.", "Please see No. #7 there, and No.", "# there."]),
        ("en", ["They were many (approx.) 5 of them came.", "He left."]),
        ("en", ["They came late (at 8 p.m.)", "12 of them stayed."]),
        ("en", ["i think so… maybe not.", "yes."]),
        ("fr", ["elle dit « oui. » puis elle part.", "il reste."]),
        ("fr", ["Bonjour, dit Mme. Roy à M. Dupont.", "Il sourit."]),
        ("de", ["Siehe Abb. 3 und Kap. 4 dazu.", "Er sagte „Ja.“", "Dann ging er."]),
        ("zh", ["真的!", "好吗?", "是的。"]),
        ("ja", ["「はい。」", "「いいえ。」と彼。", "そう！？", "はい。"]),
        ("ja", ["「はい。そうです。」と言った。", "はい。"]),
        ("zh", ["A：“好。走吧。”他说。", "他说“好。走吧。”就走了。", "好。"]),
        ("de-CH", ["Das kostet z.B. 3 Franken.", "Gut."]),
        ("de", ["»Du kommst zu spät«, sagte sie.", "»Es ist fünf nach neun!«", "Er ging."]),
        ("de", ["»Ja.«", "Dann ging er.", "»Nein!«, rief sie."]),
        ("de", ["Er rief: »Bleib!« und ging.", "Dann kam der Herr v. Stein.", "Gut."]),
        ("de", ["Dazu 1 Pr. Salz und 2 Tr. Öl.", "Auf 900 m ü. NN liegt es."]),
        ("de", ["Herr Hans-J. Meier und Frl. Roth kamen.", "Das kostet 5 Tsd. Euro."]),
        ("de", ["Man nehme 1 Stk. Ingwer.", "Ich mag USB-C.", "Das geht."]),
        ("fr", ["Le 14 juill. 2023, réf. AB-1, c.-à-d. Paris.", "Fin."]),
        ("fr", ["Il dit.", "« Oui. »", "Puis il part…", "Elle reste."]),
        ("fr", ["Selon l’art. L. 123 du C. civ. et l’art. R. 4, max. 4 ans.", "Fin."]),
        ("es", ["Vive en la Col. Centro.", "Añade la col.", "Luego la sal."]),
        ("it", ["Arrivò il ten. Bassi.", "Alla c.a. Sig. Neri."]),
        ("pt", ["O art. 5, inc. III da lei.", "Fim."]),
        ("pt", ["Cx. Postal 77, cj. 204.", "Fim."]),
        ("pl", ["20-letnia Maja zdobyła 2. złoto.", "Mieszka na os. Leśnym."]),
        ("pl", ["To p. Nowak i por. Rey.", "Danie dla 6 os.", "Potem kawa."]),
        ("pl", ["Mieszka na III p.", "Dom stoi.", "Rządził w l. 1587–1632, wew. 204."]),
        ("hi", ["26 सितं. को 200 मि.ली. दूध लें।", "फिर 500 मी. चलें।"]),
        ("ja", ["「行け！」", "彼は走った。", "「え？」と彼女。", "「うん。」彼は。"]),
        ("en", ["Prep: 15 min.", "Total: 1 hr.", "It serves four."]),
        ("en", ["Download their app.", "5 million people use it."]),
        ("en", ["A quake struck 23 mi. SW of it at 4 p.m. ET today.", "He ran 23 mi.", "She ran."]),
        ("en", ["He shrugged…", "Then he sat.", "Wait…", "What?", "I see… maybe not."]),
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


def test_a_quote_that_does_not_close_is_waited_for_over_160_characters() -> None:
    quote, longer = "「" + "あ" * 158 + "。", "「" + "あ" * 159 + "。"
    assert sentences(quote + "い", "ja") == [quote + "い"]
    assert sentences(longer + "い", "ja") == [longer, "い"]


def test_a_quote_among_latin_letters_is_not_waited_for() -> None:
    assert sentences("He said “好。走吧。") == ["He said “好。", "走吧。"]


def test_two_small_letters_settle_that_a_sentence_goes_on() -> None:
    boundary = Boundary()
    boundary.push("It weighs approx. t")
    assert boundary.is_undecided
    boundary.push("e")
    assert not boundary.is_undecided


def test_no_more_than_two_letters_of_a_word_are_looked_at() -> None:
    boundary = Boundary()
    assert boundary.push("Is it? («Yes") == []
    assert boundary.push(" ") == ["Is it? "]


def test_a_full_stop_in_quotes_is_certain_at_the_next_capital() -> None:
    assert Boundary().push('He said "No." T') == ['He said "No." ']


def test_a_sentence_that_begins_before_a_cut_ends_where_it_would_have_ended() -> None:
    boundary = Boundary()
    boundary.push("We met at long last, and all was good. T")
    assert boundary.take(21) == "We met at long last, "
    assert boundary.push("hen ") == ["and all was good. "]


def test_what_a_cut_leaves_does_not_show_how_its_writer_begins_sentences() -> None:
    boundary = Boundary()
    boundary.push("we are done with all of it. ")
    boundary.take(8)
    assert boundary.push("then we go ") == []
    boundary = Boundary()
    boundary.push("- iv. ")
    boundary.take(2)
    assert boundary.push("Then we stopped") == ["iv. "]


def test_a_mark_before_a_cut_ends_nothing_after_it() -> None:
    boundary = Boundary()
    boundary.push("Stop? ")
    boundary.take(5)
    assert boundary.push("Z. Then we stopped") == [" Z. "]


def test_a_lone_surrogate_does_not_reach_the_library_as_such() -> None:
    assert sentences("A \ud800 end. Then c.") == ["A \ud800 end.", "Then c."]


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", " \u00a0"])
@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_any_white_space_may_stand_between_an_initial_and_its_full_stop(
    language: str, space: str
) -> None:
    text = f"Dr. J{space}. R. spoke. He left."
    assert "".join(sentences(text, language)).replace(" ", "") == text.replace(" ", "")
