"""Pauses as people write them are silence, and nothing of them is read."""

import pytest

from frontend.text import Ending
from frontend.text.pauses import MAX_PAUSE_S, pauses_s
from tests.frontend.text.texts import spoken, words


@pytest.mark.parametrize(
    ("pause", "length_s"),
    [
        ("[pause 0.5]", 0.5),
        ("[pause:1.5s]", 1.5),
        ("[pause: 500ms]", 0.5),
        ("[PAUSE=2 seconds]", 2.0),
        ("[pause 1,5 s]", 1.5),
        ("[pause]", 0.5),
        ("[pause 99999]", MAX_PAUSE_S),
        ('<break time="1s"/>', 1.0),
        ('<break time="500ms">', 0.5),
        ("<break time='.25s' />", 0.25),
        ("<break time=2s></break>", 2.0),
        ('<break strength="medium"/>', 0.5),
        ('<break strength="x-strong"/>', 1.2),
        ("<break/>", 0.5),
        ("<BREAK time='1s'/>", 1.0),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("Hello. ", ""), ("", " Bye."), ("a ", "b")]
)
def test_a_pause_is_silence(pause: str, length_s: float, before: str, after: str) -> None:
    text = f"{before}{pause}{after}"
    assert words(text) == " ".join(filter(None, (before.strip(), after.strip())))
    pauses = [segment for segment in spoken(text) if segment.ending is Ending.PAUSE]
    assert [segment.pause_s for segment in pauses] == [length_s]
    assert pauses_s(text) == length_s


def test_each_pause_is_as_long_as_it_says() -> None:
    text = '[pause:1.5s] Hello world. [pause:2s] Bye. <break time="1s"/> End.'
    assert [(s.text, s.pause_s) for s in spoken(text)][:-1] == [
        ("", 1.5),
        ("Hello world.", 2.0),
        ("Bye.", 1.0),
    ]


@pytest.mark.parametrize(
    "text", ["[pause", "[pausing]", "[pause x]", "[pause: soon]", "[paused 1]"]
)
def test_other_words_are_no_pause(text: str) -> None:
    assert all(segment.ending is not Ending.PAUSE for segment in spoken(text))
    assert pauses_s(text) == 0.0
