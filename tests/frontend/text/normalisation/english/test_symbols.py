"""Signs between terms, in code and before numbers."""

import pytest

from frontend.text.normalisation import normalise

CASES = [
    (
        "(72 − 32) × 5/9 = 22.2°C",
        "(seventy-two minus thirty-two) times five ninths equals twenty-two point two degrees "
        "Celsius",
    ),
    ("$100 − $20 = $80", "one hundred dollars minus twenty dollars equals eighty dollars"),
    ("$100 - $20 = $80", "one hundred dollars minus twenty dollars equals eighty dollars"),
    ("20% − 5%", "twenty percent minus five percent"),
    ("He paid $5 − a lot", "He paid five dollars − a lot"),
    ("a && b", "a and b"),
    ("AT&T", "AT and T"),
    ("↑ 5%, ↓3 points", "up five percent, down three points"),
    ("No. 10's spokesman", "number ten's spokesman"),
    ("the 80's", "the eighties"),
    ("4xx/5xx errors", "four x x/five x x errors"),
    ("a 5xx error", "a five x x error"),
    ("3x faster", "three times faster"),
    ("#FF5733", "F F five seven three three"),
    ("#ABC", "hashtag ABC"),
    (">= 10", "at least ten"),
    ("a score of >=90%", "a score of at least ninety percent"),
    ("(<=5 ms)", "(at most five milliseconds)"),
    ("a <5 b", "a less than five b"),
    ("up 5% YoY, 2% QoQ", "up five percent year over year, two percent quarter over quarter"),
    ("my MoMs", "my MoMs"),
]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_signs_are_said_as_what_they_mean(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
