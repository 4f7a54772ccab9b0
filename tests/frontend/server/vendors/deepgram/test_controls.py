r"""\{"word": ..., "pronounce": ...\} and \{pause:...\} become this server's own marks."""

import time

import pytest

from frontend.server.vendors.deepgram.controls import MOST_CONTROL_CHARS, Controls

NGUYEN = r"\{" + '"word": "Nguyen", "pronounce": "ŋʷĩən"' + r"\}"


def controls(*, takes_phonemes: bool = True) -> Controls:
    return Controls(takes_phonemes=takes_phonemes)


def read(text: str, *, part: int, takes_phonemes: bool = True) -> tuple[str, Controls]:
    """Read a text in parts of so many characters."""
    reader = controls(takes_phonemes=takes_phonemes)
    parts = [text[at : at + part] for at in range(0, len(text), part)]
    return "".join(map(reader.read, parts)) + reader.finish(), reader


@pytest.mark.parametrize("part", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ask {NGUYEN}, please.", "Ask [Nguyen](/ŋʷĩən/), please."),
        (f"{NGUYEN}{NGUYEN}", "[Nguyen](/ŋʷĩən/)[Nguyen](/ŋʷĩən/)"),
        (r"Wait. \{pause:500ms\}Go.", "Wait.  [pause 0.5] Go."),
        (r"The set \{1, 2\} is a set.", r"The set \{1, 2\} is a set."),
        (r"\{" + '"word": "x"' + r"\} alone", r"\{" + '"word": "x"' + r"\} alone"),
        (
            r"\{" + '"word": 1, "pronounce": []' + r"\}",
            r"\{" + '"word": 1, "pronounce": []' + r"\}",
        ),
        ("An end \\", "An end \\"),
        ("An end \\{", "An end \\{"),
        ('It ends \\{"word": "Ngu', 'It ends \\{"word": "Ngu'),
        ("C:\\dir \\\\ and \\} alone", "C:\\dir \\\\ and \\} alone"),
    ],
)
def test_controls_are_read_wherever_the_text_is_cut(part: int, text: str, expected: str) -> None:
    assert read(text, part=part)[0] == expected


def test_a_voice_without_phonemes_says_the_word_as_it_is_written() -> None:
    said, reader = read(f"Ask {NGUYEN}.", part=5, takes_phonemes=False)
    assert said == "Ask Nguyen."
    assert (reader.pronunciations, reader.unfollowed) == (0, 1)


def test_what_is_counted_is_what_came_and_what_of_it_is_text() -> None:
    _, reader = read(rf"Ask {NGUYEN}. \{{pause:1000ms\}}Now \{{1\}}", part=4)
    assert reader.characters == len(rf"Ask {NGUYEN}. \{{pause:1000ms\}}Now \{{1\}}")
    assert reader.billable_characters == len(r"Ask Nguyen. Now \{1\}")
    assert (reader.pronunciations, reader.pauses, reader.unfollowed) == (1, 1, 0)


def test_what_only_begins_like_a_control_is_held_back_no_longer_than_one_can_be() -> None:
    reader = controls()
    assert reader.read("\\{" + "a" * (MOST_CONTROL_CHARS - 3)) == ""
    assert reader.read("b") == "\\{" + "a" * (MOST_CONTROL_CHARS - 3) + "b"


@pytest.mark.parametrize("text", ["\\{", "\\", "\\{\\}", '\\{"word":\\}'])
def test_reading_takes_time_by_the_length_of_the_text_alone(text: str) -> None:
    many = text * (100_000 // len(text))
    began = time.monotonic()
    assert controls().read(many) + "" != ""
    assert time.monotonic() - began < 60  # it takes a second at the most
