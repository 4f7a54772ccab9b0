from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.text import SpeakableFilter
from tests.frontend.text.texts import letters, push_sizes, pushes


def speakable(text: str, sizes: Sequence[int] = (4,), options: TextOptions = AS_SET) -> str:
    speech = SpeakableFilter("en", options)
    return "".join(speech.push(push) for push in pushes(text, list(sizes))) + speech.flush()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Emphasis, code and escapes.
        (
            "**Bold claim.** It is *true.* __Yes__ _so_ ~~no~~.",
            "Bold claim. It is true. Yes so no.",
        ),
        ("a ***b*** c, word**bold**word", "a b c, wordboldword"),
        ("3 * 4, 3*4, 2*x, 2**10, ~5 min", "3 * 4, 3*4, 2*x, 2**10, ~5 min"),
        ("snake_case_name and max_tokens=4", "snake_case_name and max_tokens=4"),
        ("_So_ it is", "So it is"),
        ("`a` *b*", "a b"),
        ("Run `pip install *x*` and ``a`b``.", "Run pip install *x* and ab."),
        (r"\*not\* \_this\_ C:\Users", "*not* _this_ C:\\Users"),
        # Lines.
        ("## Why it is hard\nText", "Why it is hard\nText"),
        ("#1 is C# and #tag", "#1 is C# and #tag"),
        ("###### six\n####### seven", "six\n####### seven"),
        ("Title\n===\na\n___\nb", "Title\n\na\n\nb"),
        ("- a\n* b\n  + c\n• d\n1. e\n- [ ] f\n- [x] g", "a\nb\nc\nd\n1. e\nf\ng"),
        ("-5 degrees\n--flag\n— dash", "-5 degrees\n--flag\n— dash"),
        ("> quote\n> > more\n>5 and\n>= 3", "quote\nmore\n>5 and\n>= 3"),
        ("a\n---\n***\n* * *\nTitle\n=====\nb", "a\n\n\n\nTitle\n\nb"),
        ("| Name | Age |\n|:---|---:|\n| Bob | -5 |\n", "Name: Bob. Age: -5.\n"),
        ("|<b></b>|Age|\n|<b></b>|5|", "Age\n5"),
        ("a|b", "a, b"),
        ("a | b\n--- | ---\n1 | 2", "a , b\na: 1. b: 2"),
        # Links and brackets.
        ('[text](http://a.b/c_(d) "its title").', "text."),
        ("[a](b) c](d), [a\nb](c), [a](b\nc", "a c](d), [a\nb](c), [a](b\nc"),
        ('[a](b "") c, [a](b )d, [a](b ', "a c, ad, [a](b "),
        ('[a](b "smile :("). And c', "a. And c"),
        ("![alt **x**](u.png) Wow! [![logo](a)](b)", "alt x Wow! logo"),
        ("blue[1][2], [3](http://u) red [4], x[5, 6]", "blue,  red , x"),
        ("the interval [1, 5] of [2024]", "the interval [1, 5] of [2024]"),
        ("[laugh] ha [pause 0.5] ha [sigh][laugh]", "[laugh] ha [pause 0.5] ha [sigh][laugh]"),
        ("[a](b c [unclosed and !", "[a](b c [unclosed and !"),
        # HTML.
        ('<b>x</b> H<sub>2</sub>O<br>y<p class="a b">z</p>', "x H2O\ny\nz\n"),
        ("one <!-- not -- > this --> two <think>ok</think>", "one  two "),
        ("abcd <!--> b --> c", "abcd  c"),
        ("a <!---> b -> c --> d", "a  d"),
        ("a < b, a<b and c>d, List<String>, <3", "a < b, a<b and c>d, List<String>, <3"),
        ("see <https://x.y/z> or <me@x.y>", "see https://x.y/z or me@x.y"),
        # Blocks: code is dropped, prose is not.
        ("Code:\n```python\nprint('hi')\n```\nDone.", "Code:\n\nDone."),
        ("  ~~~~ js\n```\nx\n  ~~~~\nDone.", "\nDone."),
        ("```\nDear *Bob*,\n```\n~~~text\nhi\n~~~", "\nDear Bob,\n\n\nhi\n"),
        ("```js inline``` done", "js inline done"),
    ],
)
def test_markdown_is_taken_out(text: str, expected: str) -> None:
    for sizes in ((1,), (3, 1, 2), (len(text),)):
        assert speakable(text, sizes) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi 👋🏽 👨\u200d👩\u200d👧 ❤️ 🇩🇪 1️⃣ ok", "hi     1 ok"),
        ("Great‼️ Really❓", "Great!! Really?"),
        ("می\u200cخواهم a\u200cb क्\u200dष", "می\u200cخواهم ab क्\u200dष"),
        ("\ufeffa\u200bb\u00adc\u2060", "abc"),
        ("a\r\nb\rc\u2028d\x0be\n\nf", "a\nb\nc\nd\ne\n\nf"),
        ("\na", "\na"),
        ("xم\u200cم مx\u200cx", "xم\u200cم مxx"),
        ("\x00a\x07\x1b[31m\x7f\x85b", "a[31m\nb"),
        ("x \ud83d\ude00y \udfff", "x y "),
    ],
)
def test_silent_characters_are_taken_out(text: str, expected: str) -> None:
    for sizes in ((1,), (2, 3), (len(text),)):
        assert speakable(text, sizes) == expected


def test_a_line_broken_by_an_editor_goes_on() -> None:
    text = "This is a long line that an editor has broken at some\ncolumn. A short\nline is one."
    for sizes in ((1,), (4,), (len(text),)):
        assert speakable(text, sizes) == text.replace("some\n", "some ")
    text = "This is a long line that was broken at a comma,\nas they often are."
    assert speakable(text) == text.replace(",\n", ", ")


def test_a_line_of_less_than_forty_characters_was_ended_on_purpose() -> None:
    long, short = "a" * 40, "b" * 39
    assert speakable(f"{long}\n{short}\nc") == f"{long} {short}\nc"
    assert speakable(f"{short}\n{long}\nc") == f"{short}\n{long} c"


@pytest.mark.parametrize(
    "text",
    [
        "This is a long line that has come to its end.\nthat is a list of such",
        "This is a long line and the heading of the next\nThe next",
        "This is a long line before one that is empty, as in\n\nthe next",
    ],
)
def test_a_long_line_that_is_over_or_followed_by_a_capital_is_not_joined(text: str) -> None:
    for sizes in ((1,), (4,), (len(text),)):
        assert speakable(text, sizes) == text


def test_what_is_known_is_given_out_at_once() -> None:
    speech = SpeakableFilter()
    assert speech.push("\\*") == "*"
    line = "This is a long line that an editor has broken at some"
    assert speech.push(line) == line
    assert speech.push("\n") == ""
    assert speech.push("c") == " c"


NASTY = [
    *"**__~~``[[]]!()<>/|\\#-+=> \n\t1a.:\"'B^,{}&\r",
    *("\r\n", "👍", "\u200d", "\ud800", "[pause 1]", "```", "```py\n", "~~~", "<!--", "-->", "<b>"),
    *("</p>", "\n- ", "\n|", "](", "![", "http://", '<a b="', "- [ ] ", "[1]", "\n> "),
    *("$", "$$", "\\(", "\\)", "\\[", "\\]", "\\frac{1}{2}", "^2", "_{i}", "==", "&amp;", "&lt;"),
    *("&gt;", "&#", "<think>", "</think>", "◁think▷", "<|im_end|>", '<details type="reasoning">'),
    *("</details>", "[^1]", "](/ˈa b/)", "](a b.c)", "][x]", "]: ", "<Fire Ball>", "<break/>"),
    *("\n| a | b |\n", "|---|---|\n", "\\begin{align}", "\\end{align}", "1️⃣", "ok so", ". "),
    *("&lt;b&gt;", "&lt;/b&gt;", "<foo>", "</foo>", "<laugh>", "<B>", "[T]", "a", "<<a>>"),
]
nasty = st.lists(st.sampled_from(NASTY), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=nasty, sizes=push_sizes)
def test_the_speakable_text_does_not_depend_on_the_pushes(text: str, sizes: list[int]) -> None:
    assert speakable(text, sizes) == speakable(text, (len(text) + 1,))


@settings(max_examples=200, deadline=None)
@given(text=nasty, sizes=push_sizes)
def test_nor_does_it_with_every_option(text: str, sizes: list[int]) -> None:
    options = TextOptions(reasoning="speak", code="announce", emoji="name")
    assert speakable(text, sizes, options) == speakable(text, (len(text) + 1,), options)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("xyzX .,<>$&^_{}\n\"'-"), max_size=80), sizes=push_sizes)
def test_no_word_between_marks_is_lost(text: str, sizes: list[int]) -> None:
    rest = iter(letters(speakable(text, sizes)))
    assert all(letter in rest for letter in letters(text))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60), sizes=push_sizes)
def test_no_text_whatever_raises(text: str, sizes: list[int]) -> None:
    speakable(text, sizes).encode()  # lone surrogates are out


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.sampled_from("aé好1 .,!?;:'\"()-\n")), sizes=push_sizes)
def test_no_letter_of_plain_text_is_lost(text: str, sizes: list[int]) -> None:
    assert letters(speakable(text, sizes)) == letters(text)


@pytest.mark.parametrize(
    "unit",
    [
        "[a",
        "[",
        "![",
        "<a ",
        "<a b='",
        "`",
        "*",
        "_",
        "~",
        "-",
        "```x",
        "](",
        "<!--",
        "|",
        ">",
        " ",
    ],
)
def test_only_so_much_is_held_back(unit: str) -> None:
    speech, text = SpeakableFilter(), unit * 1000
    spoken = ""
    for char in text:
        spoken += speech.push(char)
        assert speech.held_chars < 300
    assert spoken + speech.flush() == speakable(text, (len(text),))


def test_a_long_bracket_is_text() -> None:
    text = f"[{'a' * 400}](b)"
    assert speakable(text) == text


def test_settling_gives_out_what_was_held_for_what_might_follow() -> None:
    speech = SpeakableFilter()
    assert speech.push("Stop!") == "Stop"
    assert speech.settle() == "!"
    assert speech.push(" [laugh]") == " "
    assert speech.settle() == "[laugh]"
    assert speech.push("(x) [open") == "(x) "
    assert speech.settle() == ""
    assert speech.push("](url) end") == "open end"


@pytest.mark.parametrize("text", ["a <!-- b --", "```py\n``", "[a](b ", "x `y``"])
def test_settling_changes_nothing_inside_what_is_skipped(text: str) -> None:
    speech = SpeakableFilter()
    speech.push(text)
    assert speech.settle().strip() == ""


def test_text_starts_over_after_a_flush() -> None:
    speech = SpeakableFilter()
    assert speech.push("`code") + speech.flush() == "code"
    assert speech.push("# Title\n") + speech.flush() == "Title\n"
