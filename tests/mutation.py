"""Changes the core in small ways, one at a time, and counts how many its own tests notice.

    python -m tests.mutation [--count 45] [--seed 1] [--only frontend/text/boundary.py ...]

A change turns a comparison, a sign, a Boolean or a number. It is made in a copy of the checkout,
and the tests that mirror the changed module run there, in a fork that has the libraries imported
already. A change that no test notices is printed: it means a missing test, or code that makes no
difference.
"""

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
STREAMING_TESTS = "tests/frontend/streaming/core"
# What is changed, and the tests that should notice.
MODULES = {
    "frontend/streaming/admission": ("tests/frontend/streaming/admission", STREAMING_TESTS),
    "frontend/streaming/contexts": ("tests/frontend/streaming/contexts", STREAMING_TESTS),
    "frontend/streaming/delivery": ("tests/frontend/streaming/delivery", STREAMING_TESTS),
    "frontend/streaming/journal": ("tests/frontend/streaming/journal", STREAMING_TESTS),
    "frontend/streaming/once": ("tests/frontend/streaming/once", STREAMING_TESTS),
    "frontend/streaming/scheduling": ("tests/frontend/streaming/scheduling", STREAMING_TESTS),
    "frontend/streaming/assembly.py": (STREAMING_TESTS,),
    "frontend/streaming/event_pump.py": (STREAMING_TESTS,),
    "frontend/streaming/position.py": ("tests/frontend/streaming/test_position.py",),
    "frontend/streaming/resumption.py": (STREAMING_TESTS,),
    "frontend/streaming/speech_service.py": (STREAMING_TESTS,),
    "frontend/streaming/stream.py": ("tests/frontend/streaming/test_stream.py", STREAMING_TESTS),
    "frontend/streaming/utterance.py": (STREAMING_TESTS,),
    "frontend/text": ("tests/frontend/text",),
    "tasks/worker/shaping.py": ("tests/tasks/worker/test_shaping.py",),
}
# What the tests import that is not ours, and takes long.
LIBRARIES = (
    *("av", "httpx", "hypothesis.strategies", "msgspec", "numpy", "opentelemetry.trace"),
    *("prometheus_client", "redis.asyncio", "rich.console", "sentencex", "soxr"),
    *("starlette.responses", "structlog", "valkey.asyncio", "yaml"),
)
OURS = ("backend_queues", "frontend", "tasks", "tests")
# A test that hangs is noticed: where its loop has used much more of the CPU than usual, or here,
# which is long enough for a machine that is busy otherwise.
LIMIT_S = 600
HANGING_CPU_FACTOR = 2
OPTIONS = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # of libraries imported beforehand
)
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

    def visit(self, node: ast.AST) -> Any:
        changed = self._changed(node)
        if changed is not None:
            self.seen += 1
            if self.seen - 1 == self._number:
                line = getattr(node, "lineno", 0)
                self.change = f"{line}: {_shown(node)} -> {_shown(changed)}"
                return ast.copy_location(changed, node)
        visited: ast.AST = super().visit(node)
        return visited

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


def places(only: tuple[str, ...]) -> Iterator[Place]:
    """Yield everything that can be changed in the files whose paths begin so."""
    for name, tests in MODULES.items():
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if not str(file.relative_to(ROOT)).startswith(only):
                continue
            changed, counter = file.relative_to(ROOT), Changer()
            counter.visit(ast.parse(file.read_text()))
            yield from (Place(changed, n, tests) for n in range(counter.seen))


def nearest_first(place: Place) -> tuple[str, ...]:
    """Return its tests, those of the one module first where it has its own."""
    nearest = Path("tests", place.file.parent, f"test_{place.file.name}")
    return (str(nearest), *place.tests) if Path(ROOT, nearest).exists() else place.tests


class Trial:
    """Runs tests in a copy of the checkout, each time in a new process."""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self._limits_s: dict[tuple[str, ...], int] = {}  # of the CPU, by tests

    def is_noticed(self, place: Place) -> tuple[bool, str]:
        """Make the change, run its tests, and undo it."""
        limit_s = self._limits_s.get(place.tests) or self._measured(place.tests)
        file = self._copy / place.file
        text = file.read_text()
        changer = Changer(place.number)
        changed = changer.visit(ast.parse(text))
        file.write_text(ast.unparse(ast.fix_missing_locations(changed)))
        try:
            passed = self._pass(nearest_first(place), limit_s)
            return not passed, f"{place.file}:{changer.change}"
        finally:
            file.write_text(text)

    def _measured(self, tests: tuple[str, ...]) -> int:
        """Return how much of the CPU the tests may use, from what they use of unchanged code."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        if not self._pass(tests, limit_s=LIMIT_S):
            sys.exit(f"{' '.join(tests)} fail already, before anything is changed")
        used_s = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        self._limits_s[tests] = 2 + round(HANGING_CPU_FACTOR * used_s)
        return self._limits_s[tests]

    def _pass(self, tests: tuple[str, ...], limit_s: int) -> bool:
        run = multiprocessing.get_context("fork").Process(
            target=run_tests, args=(self._copy, tests, limit_s)
        )
        run.start()
        run.join(LIMIT_S)
        run.kill()
        run.join()
        return run.exitcode == 0


def run_tests(copy: Path, tests: tuple[str, ...], limit_s: int) -> None:
    """Run them in this process, which is a fork; it ends with pytest's exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.dont_write_bytecode = True  # else a change might be read from that of another
    sys.exit(pytest.main([*OPTIONS, *tests]))


def copied(folder: str) -> Path:
    copy = Path(folder, "checkout")
    left_out = (".git", ".venv*", "__pycache__", ".*_cache", "node_modules")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*left_out))
    return copy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=45)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="+", default=[""], help="what the paths of changed modules begin with"
    )
    asked = parser.parse_args()
    every = list(places(tuple(asked.only)))
    count = min(asked.count, len(every))
    chosen = random.Random(asked.seed).sample(every, count)
    for library in LIBRARIES:
        importlib.import_module(library)
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        trial = Trial(copied(folder))
        for place in chosen:
            found, change = trial.is_noticed(place)
            noticed += found
            print("noticed  " if found else "OVERLOOKED", change, flush=True)
    print(f"{noticed} of {len(chosen)} changes were noticed")


if __name__ == "__main__":
    main()
