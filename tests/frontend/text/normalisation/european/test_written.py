"""What a written number is, by the marks that it has."""

import re

import pytest

from frontend.text.normalisation.european.written import NUMBER, Number, number

POINT = "."


@pytest.mark.parametrize(
    ("written", "whole", "fraction"),
    [
        ("7", "7", ""),
        ("3,5", "3", "5"),
        ("3.5", "3", "5"),
        ("0.500", "0", "500"),
        ("1.500", "1500", ""),
        ("1.500.000", "1500000", ""),
        ("1,500,000", "1500000", ""),
        ("1.500,50", "1500", "50"),
        ("1,500.50", "1500", "50"),
        ("1 500 000,5", "1500000", "5"),
        ("1\u202f500", "1500", ""),
        ("1\u00a0500,25", "1500", "25"),
        ("1'500", "1500", ""),
        ("1’500’000", "1500000", ""),
    ],
)
def test_thousands_and_decimals_are_told_apart(written: str, whole: str, fraction: str) -> None:
    assert re.fullmatch(NUMBER, written)
    assert number(written) == Number(whole, fraction)


def test_where_a_point_parts_decimals_a_comma_parts_thousands() -> None:
    assert number("1.500", POINT) == Number("1", "500")
    assert number("1,500", POINT) == Number("1500")


@pytest.mark.parametrize(("written", "sign"), [("-5", "-"), ("−5", "-"), ("–5", "-"), ("+5", "+")])
def test_it_may_have_a_sign(written: str, sign: str) -> None:
    assert number(written) == Number("5", sign=sign)


def test_a_thousandfold_keeps_what_is_left_of_the_decimals() -> None:
    assert Number("1", "5").thousandfold() == Number("1500")
    assert Number("0", "0005").thousandfold() == Number("0", "5")


def test_only_whole_millions_are_round() -> None:
    assert Number("2000000").is_round
    assert not Number("2000001").is_round
    assert not Number("0").is_round
    assert not Number("2000000", "5").is_round
