"""SSML's phonemes become our own markup, wherever the text is cut."""

import pytest

from frontend.server.vendors.elevenlabs.phonemes import LONGEST_CHARS, Phonemes

ELEMENT = '<phoneme alphabet="ipa" ph="mɛtˈfɔɹmɪn">Metformin</phoneme>'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"Take {ELEMENT} now.", "Take [Metformin](/mɛtˈfɔɹmɪn/) now."),
        ("<speak>Hello <b>there</b>.</speak>", "Hello <b>there</b>."),
        ('<phoneme alphabet="cmu-arpabet" ph="M EH">Met</phoneme>', "Met"),
        ('<phoneme ph="a)(b">x</phoneme> y', "x y"),
        ('Wait. <break time="1s"/> Go.', 'Wait. <break time="1s"/> Go.'),
        ("1 < 2 and 3 <", "1 < 2 and 3 <"),
        ("<phoneme", "<phoneme"),
    ],
)
def test_elements_are_written_as_our_markup_however_the_text_is_cut(
    text: str, written: str
) -> None:
    for cut in range(len(text) + 1):
        phonemes = Phonemes()
        pieces = [phonemes.push(text[:cut]), phonemes.push(text[cut:]), phonemes.finish()]
        assert "".join(pieces) == written


def test_text_without_a_tag_is_passed_on_at_once() -> None:
    assert Phonemes().push("Hello there.") == "Hello there."


def test_a_tag_that_does_not_end_is_not_held_for_ever() -> None:
    phonemes = Phonemes()
    text = "<phoneme " + "x" * LONGEST_CHARS
    assert len(phonemes.push(text) + phonemes.push(" more")) >= len(text)
