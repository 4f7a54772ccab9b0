"""Raised numbers of notes are not said, powers are."""

import pytest

from tests.support.spoken_text import spoken

TEXTS = [
    ("en", "The reference¹ is here.² He left.", "The reference is here. He left."),
    ("en", 'He said "yes."³', 'He said "yes."'),
    ("en", "It has 5 km², x² and (a+b)².",
     "It has five square kilometers, x squared and (a plus b) squared."),
    ("de", "Der Autor¹² sagt: 5 m² und 10³.",
     "Der Autor sagt: fünf Quadratmeter und zehn hoch drei."),
    ("fr", "Les lois¹ du pays.²", "Les lois du pays."),
    ("zh", "这是正文¹。面积5m²，x²。", "这是正文。面积五平方米，x的平方。"),
    ("ja", "本文です¹。面積は5m²です。", "本文です。面積は五平方メートルです。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "said"), TEXTS)
def test_the_number_of_a_note_is_silent(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said
