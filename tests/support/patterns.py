"""Every regular expression of the project, found in the code, and how each is used."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.support.code_map import modules

AnyPattern = re.Pattern[str] | re.Pattern[bytes]

FUNCTIONS = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub")
ANCHORED = frozenset(("match", "fullmatch"))


class Found(NamedTuple):
    """`uses` are the methods that are called on it; without any that can be seen, "search"."""

    name: str  # such as frontend.text.tags._PAUSE
    pattern: AnyPattern
    uses: frozenset[str]

    @property
    def is_anchored(self) -> bool:
        """Whether it is only ever tried at one place of a text."""
        return self.uses <= ANCHORED


def patterns() -> list[Found]:
    """Return all of them.

    Raises:
        LookupError: one cannot be told from the code: make it a constant of its module.
    """
    trees = {name: ast.parse(file.read_text()) for name, file in modules().items()}
    uses = _uses(trees)
    found = [found for name, tree in trees.items() for found in _of_module(name, tree, uses)]
    return sorted(found, key=lambda one: one.name)


def _of_module(module: str, tree: ast.Module, uses: dict[str, set[str]]) -> Iterator[Found]:
    names = _assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "pattern":
            yield _found(f"{module}:{node.value.lineno}", _constant(node.value), {"search"})
        if not _is_of_re(node):
            continue
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if _is_escaped(node.args[0]):
            continue
        name = f"{module}.{names[node]}" if node in names else f"{module}:{node.lineno}"
        method = node.func.attr
        used = uses[name] or {"search"} if method == "compile" else {method}
        yield Found(name, _compiled(module, names.get(node), node), frozenset(used))


def _found(name: str, text: object, used: set[str]) -> Found:
    if not isinstance(text, str):
        raise LookupError(f"The pattern of {name} cannot be told.")
    return Found(name, re.compile(text), frozenset(used))


def _is_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in FUNCTIONS
    )


def _is_escaped(node: ast.expr) -> bool:
    """Return whether it is a text that is sought as it is."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.escape"


def _assigned(tree: ast.Module) -> dict[ast.AST, str]:
    """Return the names of the module's constants by the calls that make them."""
    return {
        node.value: node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _compiled(module: str, name: str | None, call: ast.Call) -> AnyPattern:
    text = _constant(call.args[0])
    if isinstance(text, str | bytes):
        return re.compile(text, _flags(call))
    if name is None:
        raise LookupError(f"{module}:{call.lineno} makes a pattern of what is not constant.")
    value = getattr(importlib.import_module(module), name)
    assert isinstance(value, re.Pattern)
    return value


def _constant(node: ast.expr) -> object:
    """Return the value of a constant, None if it is none."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def _flags(call: ast.Call) -> int:
    flags = [*call.args[1:2], *(key.value for key in call.keywords if key.arg == "flags")]
    is_compiled = isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
    if not is_compiled:
        flags = [flag for flag in [*call.args, *(k.value for k in call.keywords)] if _is_flag(flag)]
    values = [eval(ast.unparse(flag), {"re": re}) for flag in flags]
    return int(values[0]) if values else 0


def _is_flag(node: ast.expr) -> bool:
    return ast.unparse(node).startswith("re.")


def _uses(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Return the methods that are called on each constant, also where it is imported."""
    uses: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees.items():
        imported = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = imported.get(node.value.id, f"{module}.{node.value.id}")
                if node.attr in FUNCTIONS:
                    uses[name].add(node.attr)
            elif isinstance(node, ast.Call):  # as an argument it may be used in any way
                for argument in node.args:
                    if isinstance(argument, ast.Name):
                        name = imported.get(argument.id, f"{module}.{argument.id}")
                        uses[name].add("search")
    return uses


def run(found: Found, text: Any) -> None:
    """Use the pattern on a text in the way that takes the longest."""
    if found.is_anchored:
        for method in found.uses:
            getattr(found.pattern, method)(text)
    else:
        for _ in found.pattern.finditer(text):
            pass
