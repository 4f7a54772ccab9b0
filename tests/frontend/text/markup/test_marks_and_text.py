"""Each mark beside the same characters that are none, the way both are written."""

import pytest

from tests.frontend.text.texts import words

MARKS = [
    # At the beginning of a line.
    ("# one\ntwo", "one two"),
    ("###### six\ntwo", "six two"),
    ("> a", "a"),
    ("--", ""),
    ("----\nx", "x"),
    ("____", ""),
    ("===\nx", "x"),
    (":---\nx", "x"),
    ("- [ ] a", "a"),
    ("- [x] a", "a"),
    ("- [X] a", "a"),
    ("• a", "a"),
    ("– a", "a"),
    ("+ a", "a"),
    # Emphasis.
    ("==a==", "a"),
    ("中==文==字", "中文字"),
    ("a*b*c", "abc"),
    ("a**b**c", "abc"),
    ("~~a~~", "a"),
    ("a ** b", "a b"),
    ("a _ b", "a b"),
    # Notes and links.
    ("x [1] y", "x y"),
    ("x[1] y", "x y"),
    ("x[2, 1] y", "x y"),
    ("x [1, 2] y", "x y"),
    ("x [1][2]", "x"),
    ("[^1]: a", "a"),
    ("[a](b)", "a"),
    ("[a][b]", "a"),
    ("[a][]", "a"),
    ("![a](b)", "a"),
    ('[a](b "c") d', "a d"),
    ("[a](b 'c') d", "a d"),
    ("[a](b(c)d) e", "a e"),
    # Entities and comments.
    ("&#65;", "A"),
    ("&#x41;", "A"),
    ("&lt;a&gt;", "a"),
    ("&lt;/a&gt;", "a"),
    ("a <!-- b --> c", "a c"),
    ("a <!-- b ---> c", "a c"),
    ("a <!-- b -> c --> d", "a d"),
    # Formulas.
    ("$x$", "x"),
    ("$$x$$", "x"),
    ("\\(x\\)", "x"),
    ("\\(a b c\\)", "a b c"),
    ("\\alpha", "alpha"),
    ("\\frac{1}{2}", "½"),
    # Code.
    ("`a` b", "a b"),
    ("``a`b`` c", "ab c"),
    ("`a", "a"),
    ("```py\na\n```\nb", "b"),
    ("```py\na\n``\n```\nb", "b"),
    ("````py\na\n```\n````\nb", "b"),
    ("~~~py\na\n```\n~~~\nb", "b"),
    ("<think>x</think>y", "y"),
    # Tables.
    ("||a|", "a"),
    ("|a||b|", "a, b"),
    ("a|b", "a, b"),
]
NO_MARKS = """
####### seven
#1 it is
= 5
>= 5
•a
–a
: x
a == b
== a ==
a==b==c
=a=
2*3
2**3
a*2
2_3
a_b
a~b
~a~
a * b
x [2, 1] y
[a] (b)
!a
&nosuch;
&#12345678;
a&b;
$5
$x$2
a$x$
$ x $
x\\alpha
"""


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_a_mark_is_silent(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", NO_MARKS.strip().splitlines())
def test_what_only_looks_like_a_mark_is_said(text: str) -> None:
    assert words(text) in (text, text.replace("[a]", "a"))
