"""What is wrong with a request is told in words, with what to send instead."""

from enum import Enum
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from frontend.protocol.mistakes import mistake_in


class Shade(Enum):
    DARK = "dark"
    LIGHT = "light"


class Part(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    shade: Shade = Shade.DARK


class Body(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, Meta(max_length=5)]
    voice: str = ""
    speed: Annotated[float, Meta(ge=0.25, lt=4.0)] = 1.0
    captions: tuple[Literal["srt", "vtt"], ...] = ()
    parts: list[Part] = []
    named: dict[str, str | Part] = {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"text": "", "vioce": "a"},
            "There is no field 'vioce'; there are: text, voice, speed, captions, parts, named. "
            "Did you mean voice?",
        ),
        ({}, "text is missing."),
        ({"text": 1}, "text must be text, not a whole number."),
        ({"text": "longer"}, "text must be text of at most 5 characters."),
        ({"text": "", "speed": 4}, "speed must be a number of less than 4."),
        ({"text": "", "speed": 0}, "speed must be a number of at least 0.25."),
        (
            {"text": "", "captions": ["srt", "vtx"]},
            "captions[1] cannot be 'vtx'; there are: srt, vtt. Did you mean vtt?",
        ),
        ({"text": "", "parts": [{}]}, "parts[0].text is missing."),
        (
            {"text": "", "parts": [{"text": "", "shade": "drak"}]},
            "parts[0].shade cannot be 'drak'; there are: dark, light. Did you mean dark?",
        ),
        (
            {"text": "", "named": {"A": {"txt": ""}}},
            "There is no field 'txt' in named[...]; there are: text, shade. Did you mean text?",
        ),
        ([], "It must be an object, not a list."),
    ],
)
def test_a_mistake_is_told_in_words(given: Any, told: str) -> None:
    assert mistake(given) == told


def test_the_place_can_be_in_something_larger() -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert({"txt": ""}, Part)
    assert mistake_in(raised.value, Part, "part").startswith("There is no field 'txt' in part;")


@pytest.mark.parametrize("name", ["x" * 1_000_000, "` - at `$.speed`", "\n`\t", ""])
def test_a_hostile_name_is_told_shortly(name: str) -> None:
    assert len(mistake({"text": "", name: 1})) < 400


def mistake(given: Any) -> str:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert(given, Body)
    return mistake_in(raised.value, Body)
