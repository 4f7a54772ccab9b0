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
    """Yield words and numbers, and other characters one by one, without blanks and "&"."""
    run = ""
    for char in chars:
        if run and not _goes_on(run, char):
            yield from _without_stop(run)
            run = ""
        if run or char.isalpha() or char.isdigit():
            run += char
        elif not char.isspace() and char != "&":
            yield char
    if run:
        yield from _without_stop(run)


def _goes_on(run: str, char: str) -> bool:
    """Return whether the character belongs to the word or number before it, as in "1,000.5"."""
    if run.isalpha():
        return char.isalpha()
    return char.isdigit() or (char in ".," and run[-1].isdigit())


def _without_stop(run: str) -> Iterator[str]:
    """Yield a run, and the marks at its end apart."""
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
