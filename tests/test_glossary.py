"""ARCHITECTURE's glossary and its list of Redis keys are those of the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parent.parent
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text()
PACKAGES = ("frontend", "tasks", "backend_queues")
PREFIX = "vs:"

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def first_cells(heading: str) -> list[str]:
    """Return the first cell of each row of a section's table, without the table's head."""
    section = ARCHITECTURE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| (.+?) \| ", section, re.MULTILINE)[1:]


TERMS = [term for cell in first_cells("Glossary") for term in cell.split(", ")]


class Keys(ast.NodeVisitor):
    """Collects the keys and channels that a module names, with `*` for what is filled in."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = node.values
        self._add("".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts))

    def visit_Constant(self, node: ast.Constant) -> None:
        self._add(str(node.value))

    def _add(self, key: str) -> None:
        if key.startswith(PREFIX):
            self.found.add(f"{key}*" if key.endswith(":") else key)


@cache
def modules() -> list[ast.Module]:
    """Return all modules but the `__init__.py` of rooms, which are prose about the others."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("[!_]*.py"))]
    return [ast.parse(path.read_text()) for path in paths]


@cache
def words_of_code() -> str:
    """Return all identifiers and docstrings in lower case, `LossDetector` as two words."""
    words = " ".join(word for module in modules() for word in _words(module))
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", words).replace("_", " ")
    return re.sub(r"\s+", " ", apart).lower()


def _words(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, Documented):
            yield ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.Name):
            yield node.id
        if isinstance(node, ast.arg):
            yield node.arg


def test_the_glossary_has_each_term_once() -> None:
    assert len(TERMS) > 30
    assert len(set(TERMS)) == len(TERMS)


@pytest.mark.parametrize("term", TERMS)
def test_each_term_is_a_word_of_the_code(term: str) -> None:
    found = re.search(rf"\b{term}s?\b", words_of_code())
    assert found, f"no identifier or docstring has {term!r} any more"


def test_the_redis_keys_are_those_of_the_code() -> None:
    keys = Keys()
    for module in modules():
        keys.visit(module)
    listed = re.findall(rf"`({PREFIX}[^`]+)`", "\n".join(first_cells("Redis keys")))
    assert {re.sub(r"<[^>]+>", "*", key) for key in listed} == keys.found
