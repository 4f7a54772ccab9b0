r"""A formula in LaTeX to words: `x^2 \leq \frac{1}{2}` is "x squared less than or equal to ½"."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexWalker,
    LatexWalkerError,
)

from frontend.text.listed import words_of
from frontend.text.markup.maths.nodes import arguments_of, rows_of, units_of
from frontend.text.markup.maths.words import SignNames

MOST_DEPTH = 12  # of braces; what is deeper is not said
MOST_CELLS = 12  # of a matrix that is read out

_GREEK = words_of(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma tau upsilon phi chi psi omega"
)
_GAPS = words_of("quad qquad hspace vspace label tag nonumber notag hfill")
_SIGNS = {
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠",
    "neq": "≠", "to": "→", "rightarrow": "→", "times": "×", "cdot": "×", "div": "/", "pm": "±",
    "mp": "±", "approx": "≈", "in": "∈", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫",
    "iint": "∫", "oint": "∫", "lim": "lim", "partial": "∂", "forall": "∀", "exists": "∃",
    "cup": "∪", "cap": "∩", "subset": "⊂", "subseteq": "⊂", "implies": "⇒", "Rightarrow": "⇒",
    "circ": "°", "equiv": "=", "sim": "≈",
}  # fmt: skip
_BIG = frozenset("∑∏∫")
_POWERS = {"2": "²", "3": "³"}
_FRACTION = re.compile(r"\\[dtc]frac\b")  # which the library does not know
_ENGLISH = {"sin": "sine", "cos": "cosine", "tan": "tangent", "ln": "natural log"}
_TEXTS = words_of("text textrm textbf textit texttt textsf mbox mathrm operatorname")
_FUNCTIONS = words_of(
    "sin cos tan cot sec csc log ln exp max min sup inf det dim gcd arg ker arcsin arccos arctan "
    "sinh cosh tanh Pr mod"
)
_MATRICES = ("matrix", "array")
_BAR = "|"
_RAISED = re.compile(r"\^\{?([23])\}?(?![0-9])")
# Before a variable. Two spaces go before one that would be a unit after a number: "2 m".
_VARIABLE = "\N{INVISIBLE TIMES}"
_COEFFICIENT = re.compile(rf"(?<=[0-9½⅓⅔¼¾⅕-⅞]) {_VARIABLE}(?=[A-DFGJ-NPTVWbdghk-mpstw])")
_VULGAR = {
    unicodedata.normalize("NFKC", char).replace("\u2044", "/"): char
    for char in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}


def spoken_formula(body: str, language: str) -> str:
    """Return the words for a formula of a few hundred characters; never raises."""
    body = _FRACTION.sub(r"\\frac", body.replace("{,}", ","))  # "1{,}000"
    try:
        nodes, _, _ = LatexWalker(body, tolerant_parsing=True).get_latex_nodes()
        words = _Reader(SignNames(language)).words(nodes, 0)
    except (LatexWalkerError, RecursionError):
        words = [_plain(body)]  # nested too deep for the library; its letters can be said
    return _joined(words)


@cache
def _symbol(name: str) -> str:
    """Return the character that a macro stands for, as the library has it."""
    spec = _symbols().get_macro_spec(name)
    text = getattr(spec, "simplify_repl", None)
    return text if isinstance(text, str) and len(text) == 1 else ""


@cache
def _symbols() -> Any:
    return get_default_latex_context_db()


class _Reader:
    def __init__(self, names: SignNames) -> None:
        self._names = names

    def words(self, nodes: Sequence[Any], depth: int) -> list[str]:
        words: list[str] = []
        parts = list(units_of(nodes))
        # A node of the library cannot be compared with text.
        bars = iter(self._bars(sum(isinstance(part, str) and part == _BAR for part in parts)))
        units = iter(parts)
        big = ""  # the sum or limit whose bounds may follow
        for unit in units:
            if isinstance(unit, str) and unit in "^_":
                words += self._script(unit, next(units, None), big, depth)
                continue
            if isinstance(unit, str) and unit == _BAR:
                words.append(next(bars))
                continue
            said = self._unit(unit, depth)
            words += said
            big = _big_sign(unit) or ("" if said else big)
        return words

    def _bars(self, count: int) -> list[str]:
        """Name each of so many bars: one by itself is a condition, as in P(A|B)."""
        if count == 1:
            return [self._names.of(_BAR)]
        return [self._names.of("|x|"), ""] * (count // 2) + [""] * (count % 2)

    def _script(self, mark: str, unit: Any, big: str, depth: int) -> list[str]:
        words = self._unit(unit, depth)
        said = _joined(words)
        if not said:
            return []
        if big:
            bound = "from" if mark == "_" else "to"
            return [self._names.of("as" if big == "lim" else bound), *words]
        if mark == "_":
            return words
        if said in (self._names.of("°"), "°"):
            return [said]
        if power := _POWERS.get(said):
            return [self._names.of(power) or power]
        return [self._names.of("^"), *words]

    def _unit(self, unit: Any, depth: int) -> list[str]:
        if depth > MOST_DEPTH:
            return []
        if isinstance(unit, str):
            return self._chars(unit)
        if isinstance(unit, LatexMacroNode):
            return self._macro(unit, depth)
        if isinstance(unit, LatexEnvironmentNode):
            return self._environment(unit, depth)
        if isinstance(unit, LatexGroupNode | LatexMathNode):
            return self.words(unit.nodelist, depth + 1)
        return []

    def _chars(self, chars: str) -> list[str]:
        if chars.isalpha() and chars.isascii() and len(chars) == 2:
            return [_VARIABLE + char for char in chars]  # "dx"
        if len(chars) == 1 and chars.isalpha() and chars.isascii():
            return [_VARIABLE + chars]
        if chars[0].isalnum() or chars in "().,;:[]":
            return [chars]
        return [self._names.of(chars)]

    def _macro(self, node: Any, depth: int) -> list[str]:
        name = node.macroname
        arguments = [argument for argument in arguments_of(node) if argument is not None]
        if name in _TEXTS and arguments:
            return [_plain(arguments[-1].latex_verbatim())]
        inner = [self.words([argument], depth + 1) for argument in arguments]
        if name == "frac" and len(inner) == 2:
            return self._fraction(*inner)
        if name == "sqrt":
            return [self._names.of("√"), *(inner[-1] if inner else [])]
        if name in _GAPS:
            return []
        if name in ("\\", "newline"):
            return [","]
        return self._named(name) + [word for words in inner for word in words]

    def _named(self, name: str) -> list[str]:
        if name in _SIGNS:
            return [self._names.of(_SIGNS[name])]
        greek = name.lower().removeprefix("var")
        if greek in _GREEK and self._names.knows_letters:
            return [name.removeprefix("var")]
        if name in _FUNCTIONS:
            return [_ENGLISH.get(name, name) if self._names.is_english else name]
        symbol = name if len(name) == 1 and name in "%$#&" else _symbol(name)
        if symbol.isalnum() or symbol in ("%", "$", "#", "&"):
            return [symbol]
        return [self._names.of(symbol)] if symbol else []

    def _fraction(self, upper: list[str], lower: list[str]) -> list[str]:
        vulgar = _VULGAR.get(f"{_joined(upper)}/{_joined(lower)}")
        return [vulgar] if vulgar else [*upper, self._names.of("/"), *lower]

    def _environment(self, node: Any, depth: int) -> list[str]:
        if not node.environmentname.rstrip("*").endswith(_MATRICES):
            return self.words(node.nodelist, depth + 1)
        rows = rows_of(node.nodelist)
        cells = sum(map(len, rows))
        name = self._names.of("matrix")
        if cells > MOST_CELLS:
            return [str(len(rows)), self._names.of("by"), str(cells // len(rows)), name]
        words = [name]
        for row in rows:
            for cell in row:
                words += [*self.words(cell, depth + 1), ","]
            words[-1] = ";"
        return words[:-1]


def _big_sign(unit: Any) -> str:
    name = getattr(unit, "macroname", "")
    sign = _SIGNS.get(name, "")
    return sign if sign in _BIG or sign == "lim" else ""


def _plain(text: str) -> str:
    """Return what can be said of a text whatever its marks mean; of a unit, how it is written."""
    text = _RAISED.sub(lambda match: _POWERS[match[1]], text)
    return " ".join("".join(c if c.isalnum() or c in ",.'-/" else " " for c in text).split())


def _joined(words: Sequence[str]) -> str:
    """Join words with spaces, but none before a mark nor within parentheses."""
    text = " ".join(filter(None, (word.strip() for word in words)))
    text = _COEFFICIENT.sub("  ", text).replace(_VARIABLE, "")
    for mark in ",.;:!)]":
        text = text.replace(f" {mark}", mark)
    for mark in "([":
        text = text.replace(f"{mark} ", mark)
    return text.replace(" ²", "²").replace(" ³", "³")
