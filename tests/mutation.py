"""Changes the core in small ways, one at a time, and counts how many its own tests notice.

    python -m tests.mutation [--count 45] [--seed 1] [--only frontend/streaming]

A change turns a comparison, a sign, a Boolean or a number. It is made in a copy of the checkout,
and the tests that mirror the changed module run there. A change that no test notices is printed:
it means a missing test, or code that makes no difference.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
STREAMING_TESTS = "tests/frontend/streaming/core"
# What is changed, and the tests that should notice.
MODULES = {
    "frontend/streaming/delivery": ("tests/frontend/streaming/delivery", STREAMING_TESTS),
    "frontend/streaming/scheduling": ("tests/frontend/streaming/scheduling", STREAMING_TESTS),
    "frontend/streaming/position.py": ("tests/frontend/streaming/test_position.py",),
    "frontend/streaming/stream.py": ("tests/frontend/streaming/test_stream.py", STREAMING_TESTS),
    "frontend/streaming/event_pump.py": (STREAMING_TESTS,),
    "frontend/streaming/admission.py": (STREAMING_TESTS,),
    "frontend/streaming/resumption.py": (STREAMING_TESTS,),
    "frontend/streaming/utterance.py": (STREAMING_TESTS,),
    "frontend/text": ("tests/frontend/text",),
    "tasks/worker/shaping.py": ("tests/tasks/worker/test_shaping.py",),
}
LIMIT_S = 120
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


class Place(NamedTuple):
    """Where something can be changed: the n-th such node of a file."""

    file: Path
    number: int
    tests: tuple[str, ...]


class Changer(ast.NodeTransformer):
    """Changes the node of that number, and says how."""

    def __init__(self, number: int = -1) -> None:
        self._number = number
        self.seen = 0
        self.change = ""

    def visit(self, node: ast.AST) -> ast.AST:
        changed = self._changed(node)
        if changed is not None:
            self.seen += 1
            if self.seen - 1 == self._number:
                line = getattr(node, "lineno", 0)
                self.change = f"{line}: {_shown(node)} -> {_shown(changed)}"
                return ast.copy_location(changed, node)
        return super().visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        body: list[Any] = [self.visit(part) for part in node.body]
        node.body = body  # not its bases and their arguments
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value:
            value: Any = self.visit(node.value)
            node.value = value  # not its annotation
        return node

    @staticmethod
    def _changed(node: ast.AST) -> ast.AST | None:
        match node:
            case ast.Compare(ops=[op]) if type(op) in TURNED:
                return ast.Compare(node.left, [_turned(op)], node.comparators)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return ast.BinOp(node.left, _turned(node.op), node.right)
            case ast.BoolOp():
                return ast.BoolOp(_turned(node.op), node.values)
            case ast.Constant(value=bool()):
                return ast.Constant(not node.value)
            case ast.Constant(value=int() | float() as number):
                return ast.Constant(number + 1)
        return None


def _turned(op: ast.AST) -> Any:
    return TURNED[type(op)]()


def _shown(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def places(only: str) -> Iterator[Place]:
    """Yield everything that can be changed."""
    for name, tests in MODULES.items():
        if not name.startswith(only):
            continue
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            counter = Changer()
            counter.visit(ast.parse(file.read_text()))
            yield from (Place(file.relative_to(ROOT), n, tests) for n in range(counter.seen))


def is_noticed(place: Place, copy: Path) -> tuple[bool, str]:
    """Make the change in the copy, run its tests there, and undo it."""
    file = copy / place.file
    text = file.read_text()
    changer = Changer(place.number)
    changed = changer.visit(ast.parse(text))
    file.write_text(ast.unparse(ast.fix_missing_locations(changed)))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *place.tests]
    environ = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        ran = subprocess.run(command, cwd=copy, env=environ, capture_output=True, timeout=LIMIT_S)
        noticed = ran.returncode != 0
    except subprocess.TimeoutExpired:
        noticed = True  # it hangs, which nobody would overlook
    finally:
        file.write_text(text)
    return noticed, f"{place.file}:{changer.change}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=45)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a path that the changed modules begin with")
    asked = parser.parse_args()
    chosen = random.Random(asked.seed).sample(list(places(asked.only)), asked.count)
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder, "checkout")
        left_out = shutil.ignore_patterns(
            ".git", ".venv*", "__pycache__", ".*_cache", "node_modules"
        )
        shutil.copytree(ROOT, copy, ignore=left_out)
        for place in chosen:
            found, change = is_noticed(place, copy)
            noticed += found
            print("noticed  " if found else "OVERLOOKED", change, flush=True)
    print(f"{noticed} of {len(chosen)} changes were noticed")


if __name__ == "__main__":
    main()
