"""The parts of a formula in LaTeX, as its parser has found them."""

from collections.abc import Iterator, Sequence
from typing import Any

from pylatexenc.latexwalker import LatexCharsNode, LatexMacroNode, LatexSpecialsNode


def arguments_of(node: Any) -> Sequence[Any]:
    return (node.nodeargd.argnlist or ()) if node.nodeargd else ()


def units_of(nodes: Sequence[Any]) -> Iterator[Any]:
    """Yield words and numbers, other characters one by one, and all that is more than those."""
    for node in nodes:
        if isinstance(node, LatexSpecialsNode):
            if node.specials_chars != "&":
                yield from node.specials_chars
        elif isinstance(node, LatexCharsNode):
            yield from _runs(node.chars)
        elif node is not None:
            yield node


def _runs(chars: str) -> Iterator[str]:
    run = ""
    for char in chars:
        is_digit = char.isdigit() or (char in ".," and run[-1:].isdigit())
        goes_on = bool(run) and (
            (is_digit and run[0].isdigit()) or (char.isalpha() and run.isalpha())
        )
        if not goes_on and run:
            yield from _without_stop(run)
            run = ""
        if is_digit or char.isalpha():
            run += char
        elif not char.isspace() and char != "&":
            yield char
    if run:
        yield from _without_stop(run)


def _without_stop(run: str) -> Iterator[str]:
    bare = run.rstrip(".,")
    yield bare
    yield from run[len(bare) :]


def rows_of(nodes: Sequence[Any]) -> list[list[list[Any]]]:
    rows: list[list[list[Any]]] = [[[]]]
    for node in nodes:
        if isinstance(node, LatexMacroNode) and node.macroname in ("\\", "hline"):
            rows.append([[]])
        elif isinstance(node, LatexSpecialsNode) and node.specials_chars == "&":
            rows[-1].append([])
        elif isinstance(node, LatexCharsNode) and not node.chars.strip():
            continue
        else:
            rows[-1][-1].append(node)
    return [row for row in rows if any(row)]
