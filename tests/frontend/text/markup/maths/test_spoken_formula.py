"""LaTeX to words, in the text's language."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.text.markup.maths.spoken_formula import spoken_formula
from tests.support.spoken_text import spoken


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"6{x}_{1} \leq {24}", "6 x 1 less than or equal to 24"),
        (r"\frac{a+b}{c} \neq \tfrac{3}{4}", "a plus b over c is not equal to ¾"),
        (r"\sum_{i=1}^{n} x_i^2", "sum from i equals 1 to n x i squared"),
        (r"\int_0^1 \sqrt{x} \, dx", "integral from 0 to 1 square root of x d x"),
        (r"\lim_{x \to \infty} f(x)", "limit as x to infinity f (x)"),
        (r"\alpha \times \Delta t \cdot \varphi", "alpha times Delta t times phi"),
        (r"x^{n+1} = 2^3", "x to the power of n plus 1 equals 2 cubed"),
        (r"30^\circ \approx 50\%", "30 degrees approximately 50%"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "matrix 1, 2; 3, 4"),
        (r"\left( a \right), 1{,}000.5", "(a), 1,000.5"),
        (r"\text{if } x \in \mathbb{R}", "if x in R"),
        (r"\mathrm{kg} \operatorname{rank}(A)", "kg rank (A)"),
        (r"\sin x + \log_2 n", "sine x plus log 2 n"),
        (r"\frac{1}{2}mv^2 + 2m", "½  m v squared plus 2  m"),  # no metres
        (r"9.8\,\mathrm{m/s^2}, 5 \text{ kg}", "9.8 m/s², 5 kg"),
        (r"P(A|B) = P(A \mid B)", "P (A given B) equals P (A given B)"),
        (r"|x| + \left|y\right|", "absolute value of x plus absolute value of y"),
        (r"n! f'(x)", "n factorial f prime (x)"),
        ("", ""),
        ("\\", ""),
        ("^_{", ""),
    ],
)
def test_a_formula_is_said_in_english(formula: str, expected: str) -> None:
    assert spoken_formula(formula, "en-GB").replace(" %", "%") == expected


def test_a_large_matrix_is_only_named() -> None:
    rows = r" \\ ".join(["1 & 2 & 3 & 4 & 5"] * 3)
    assert spoken_formula(rf"\begin{{bmatrix}}{rows}\end{{bmatrix}}", "en") == "3 by 5 matrix"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-DE", "x hoch 2 kleiner oder gleich a durch b plus alpha"),
        ("fr", "x au carré inférieur ou égal à a sur b plus alpha"),
        ("es", "x al cuadrado menor o igual que a entre b más alpha"),
        ("it", "x al quadrato minore o uguale a a fratto b più alpha"),
        ("pt-BR", "x ao quadrado menor ou igual a a sobre b mais alpha"),
        ("nl", "x kwadraat kleiner dan of gelijk aan a gedeeld door b plus alpha"),
        ("pl", "x do kwadratu mniejsze lub równe a przez b plus alpha"),
        ("zh", "x² a / b + α"),
    ],
)
def test_its_signs_have_names_of_the_language(language: str, expected: str) -> None:
    assert spoken_formula(r"x^2 \leq \frac{a}{b} + \alpha", language) == expected


@given(st.text(st.sampled_from("\\{}^_&$ab1 .,%#~()[]\n"), max_size=60))
def test_nothing_raises_nor_leaves_a_mark_of_latex(formula: str) -> None:
    said = spoken_formula(formula, "en")
    assert not any(char in said for char in "\\{}^_~\n")


@pytest.mark.parametrize(
    "formula", ["{" * 300, "{" * 140 + "x" + "}" * 140, r"\frac" * 60, r"\sqrt{" * 50, "x^" * 150]
)
def test_what_is_nested_deep_takes_no_time(formula: str) -> None:
    spoken_formula("x", "en")  # the library is loaded
    began = time.thread_time()
    spoken_formula(formula, "en")
    assert time.thread_time() - began < 1.0  # a hundred times as long as it takes


def test_a_variable_after_a_number_is_no_unit() -> None:
    assert spoken(r"So $E = \frac{1}{2}mv^2$.", "en") == "So E equals one half  m v squared."
    assert spoken(r"Es sind $9.8\,\mathrm{m}$.", "en") == "Es sind nine point eight meters."
