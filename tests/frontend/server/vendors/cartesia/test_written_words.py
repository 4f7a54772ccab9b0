"""Words with their marks, as LiveKit finds them in what it has sent."""

import pytest

from frontend.server.vendors.cartesia.written_words import WrittenWords


@pytest.mark.parametrize(
    ("text", "told", "written"),
    [
        ("Well, yes. Is it?", "Well yes Is it", "Well, yes. Is it?"),
        ("“Stay,” he said - twice!", "Stay he said twice", "“Stay,” he said twice!"),
        ("a well-known (old) $5 note", "a well known old $5 note", "a well- known (old) $5 note"),
        ("That that is, is.", "That that is is", "That that is, is."),
        ("One two.", "One thirty two", "One thirty two."),
        ("", "Hello", "Hello"),
    ],
)
def test_marks_belong_to_the_words_that_they_touch(text: str, told: str, written: str) -> None:
    words = WrittenWords()
    words.begin(text)
    assert [words.of(word) for word in told.split()] == written.split()


def test_each_segment_has_its_own_words() -> None:
    words = WrittenWords()
    words.begin("Yes.")
    assert words.of("Yes") == "Yes."
    words.again()
    assert words.of("Yes") == "Yes."
    words.begin("Yes!")
    assert words.of("Yes") == "Yes!"


def test_words_of_a_script_without_spaces() -> None:
    words = WrittenWords()
    words.begin("你好。再见。")
    assert [words.of(word) for word in ("你", "好", "再见")] == ["你", "好。", "再见。"]
