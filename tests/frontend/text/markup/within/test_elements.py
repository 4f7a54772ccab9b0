"""Angle brackets: what is a tag is dropped, what are words is spoken."""

import pytest

from tests.frontend.text.texts import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<Fireball> has levelled up! You learned <Iron Will>.",
            "Fireball has levelled up! You learned Iron Will.",
        ),
        ("&lt;Fireball&gt; has levelled up!", "Fireball has levelled up!"),
        ("&#60;Iron Will&#62; it is.", "Iron Will it is."),
        (
            "<System: You have gained 100 exp.> He read.",
            "System: You have gained 100 exp. He read.",
        ),
        ("Dear <name>, press <Button> or <ENTER>.", "Dear name, press Button or ENTER."),
        ("<Fire>ball and <foo>baz", "Fire ball and foo baz"),
        ("&lt;b&gt;x&lt;/b&gt; y", "b x b y"),
        ("<<Quest Complete>> He read.", "Quest Complete He read."),
        ("Press <B> to run, <MENU> to stop.", "Press B to run, MENU to stop."),
        ("<Огненный шар> и <火球术>。", "Огненный шар и 火球术。"),
        ("He <*really*> did.", "He <really> did."),
        ("<Fire *ball*> flew.", "Fire ball flew."),
    ],
)
def test_words_in_angle_brackets_are_spoken(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>bold</b>, <I>old</I>, <FONT size=2>x</FONT>", "bold, old, x"),
        ("H<sub>2</sub>O and <em>so</em> on", "H2O and so on"),
        ("a<br>b<BR/>c", "a b c"),
        ("<input disabled> <video controls src='a.mp4'> x", "x"),
        ('<prosody rate="slow">Slow</prosody> <speak>x</speak>', "Slow x"),
        ("<custom-tag id='1'>x</custom-tag> <Foo/>", "x"),
        ("<answer>Yes.</answer>", "Yes."),
        ("<person>Ada</person> and <x>\ny\n</x>", "Ada and y"),
        ("That is <laugh> funny", "That is funny"),
    ],
)
def test_tags_are_dropped(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    ["List<String> and Map<K, V> here", "a < b > c", "x<y and y>z", "1 < 2 and 3 > 2", "I <3 it"],
)
def test_what_compares_and_what_is_a_type_is_text(text: str) -> None:
    assert words(text) == text
