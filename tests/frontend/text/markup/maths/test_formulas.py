"""Where formulas begin and end; money is none."""

import pytest

from frontend.text import SpeakableFilter
from frontend.text.markup.lexer import HOLD_CHARS
from tests.frontend.text.texts import letters, spoken, words


def test_formulas_highlights_and_money_stand_side_by_side() -> None:
    text = r"With $6{x}_{1} \leq {24}$ we get \(\frac{1}{2}\), which is ==important==, for $5."
    assert words(text) == (
        "With 6 x 1 less than or equal to 24 we get ½, which is important, for $5."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $x$ be, and $n$-th.", "Let x be, and n-th."),
        (r"So \[ E = mc^2 \] it is.", "So E equals m c squared it is."),
        (
            "So\n$$\na^2 + b^2\n= c^2\n$$\nit is.",
            "So a squared plus b squared equals c squared it is.",
        ),
        (r"\begin{align} a &= b \\ c &= d \end{align}", "a equals b, c equals d"),
        (r"Since \(a < b\), so.", "Since a less than b, so."),
        (r"\$5 is \$5", "$5 is $5"),
        ("($x$, $y$)", "(x, y)"),
        (r"So \frac{1}{2} of \alpha, \sqrt{2}.", "So ½ of alpha, square root of 2."),
        (r"$\text{if } x > 0$ now", "if x greater than 0 now"),
    ],
)
def test_formulas_are_read(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6, or $5-$6.",
        "Pay $5 or $6.",
        "From $5/month to $7/month, US$5 and A$6.",
        "$5 million, $1.5M and $20k.",
        "Set $HOME and $PATH, or $HOME/bin:$PATH.",
        "That is $$$, and $$ too.",
        r"C:\Users\name and \d+ here",
        r"C:\times\alpha and \other{x}",
        "a $ b $ c",
    ],
)
def test_money_and_names_are_no_formulas(text: str) -> None:
    assert words(text) == text


def test_brackets_that_are_escaped_are_brackets() -> None:
    assert words(r"\[note\] and \(see there\)") == "note and (see there)"


def test_a_long_formula_is_read_in_parts_and_what_follows_is_no_part_of_it() -> None:
    terms = " + ".join(f"x_{{{n}}}" for n in range(100))
    said = words(f"So \\[ {terms} \\] it is.")
    assert said.startswith("So x 0 plus x 1 plus") and said.endswith("plus x 99 it is.")
    assert said.count("plus") == 99


@pytest.mark.parametrize("opener", ["$$", r"\[", r"\(", r"\begin{align}", "$"])
@pytest.mark.parametrize("after", ["x = 1 ", "It goes on and on. "])
def test_a_formula_without_an_end_is_bounded(opener: str, after: str) -> None:
    speech, said = SpeakableFilter(), ""
    for char in f"{opener}{after * 100}":
        said += speech.push(char)
        assert speech.held_chars <= HOLD_CHARS
    said += speech.flush()
    assert letters(said).count("x1" if "x" in after else "goeson") >= (0 if "x" in after else 100)


def test_a_formula_is_not_cut() -> None:
    text = "word " * 65 + r"\[ a = b, \text{so that. It ends} \] " + "word " * 30
    assert any("a equals b, so that. It ends" in segment.text for segment in spoken(text))


def test_a_line_without_text_ends_a_formula() -> None:
    assert words("$$ a = 1\n\nNow text, as it is.") == "a equals 1 Now text, as it is."
