"""Options are checked by name, type and range, and refused in a sentence."""

import math

import pytest

from backend_queues.base import Capabilities, Option
from backend_queues.errors import InvalidOption
from backend_queues.options import check_options, parse_options

CAPABILITIES = Capabilities(
    languages=("en-US",),
    options=(
        Option("speed", 1.0, minimum=0.5, maximum=2.0),
        Option("steps", 10, minimum=1),
        Option("style", "plain", choices=("plain", "lively")),
        Option("prompt", ""),
        Option("fast", False),
    ),
)
DEFAULTS = {"speed": 1.0, "steps": 10, "style": "plain", "prompt": "", "fast": False}


def test_defaults_fill_what_is_not_given() -> None:
    assert check_options(CAPABILITIES, {}) == DEFAULTS
    assert check_options(CAPABILITIES, {"steps": 3}) == {**DEFAULTS, "steps": 3}


def test_a_whole_number_does_for_a_number() -> None:
    checked = check_options(CAPABILITIES, {"speed": 2})["speed"]
    assert checked == 2.0
    assert isinstance(checked, float)


def test_an_unknown_option_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(InvalidOption) as raised:
        check_options(CAPABILITIES, {"sped": 1.0})
    assert "'sped'" in raised.value.message
    assert "fast, prompt, speed, steps, style" in raised.value.message


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("speed", 0.49),
        ("speed", 2.01),
        ("speed", math.nan),
        ("speed", math.inf),
        ("speed", "fast"),
        ("speed", True),
        ("speed", None),
        ("steps", 1.5),
        ("steps", 0),
        ("style", "loud"),
        ("style", 1),
        ("prompt", 1),
        ("fast", 1),
        ("fast", "true"),
    ],
)
def test_a_wrong_value_is_refused_by_the_options_name(option: str, value: object) -> None:
    with pytest.raises(InvalidOption, match=f"^{option} must be "):
        check_options(CAPABILITIES, {option: value})


def test_text_values_become_the_options_types() -> None:
    given = {"speed": "1.5", "steps": "4", "style": "lively", "fast": "True"}
    parsed = {"speed": 1.5, "steps": 4, "style": "lively", "fast": True}
    assert parse_options(CAPABILITIES, given) == parsed


@pytest.mark.parametrize(("option", "text"), [("steps", "4.5"), ("speed", "x"), ("fast", "maybe")])
def test_text_that_reads_as_no_value_stays_and_is_refused(option: str, text: str) -> None:
    parsed = parse_options(CAPABILITIES, {option: text})
    assert parsed == {option: text}
    with pytest.raises(InvalidOption, match=option):
        check_options(CAPABILITIES, parsed)


def test_an_unknown_option_stays_for_the_check_to_refuse() -> None:
    assert parse_options(CAPABILITIES, {"sped": "1"}) == {"sped": "1"}


@pytest.mark.parametrize(
    ("option", "value"),
    [("steps", 10**400), ("steps", 2**53 + 1), ("speed", 10**400), ("prompt", "x" * 4_001)],
)
def test_no_value_is_without_bounds(option: str, value: object) -> None:
    with pytest.raises(InvalidOption, match=f"^{option} m"):
        check_options(CAPABILITIES, {option: value})
