"""What is changed: a comparison, a sign, a Boolean or a number, one at a time."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
STREAMING_TESTS = "tests/frontend/streaming/core"
# What is changed, and the tests that should notice.
MODULES = {
    "frontend/streaming/admission": ("tests/frontend/streaming/admission", STREAMING_TESTS),
    "frontend/streaming/contexts": ("tests/frontend/streaming/contexts", STREAMING_TESTS),
    "frontend/streaming/delivery": ("tests/frontend/streaming/delivery", STREAMING_TESTS),
    "frontend/streaming/diction": ("tests/frontend/streaming/diction", STREAMING_TESTS),
    "frontend/streaming/journal": ("tests/frontend/streaming/journal", STREAMING_TESTS),
    "frontend/streaming/once": ("tests/frontend/streaming/once", STREAMING_TESTS),
    "frontend/streaming/scheduling": ("tests/frontend/streaming/scheduling", STREAMING_TESTS),
    "frontend/streaming/assembly.py": (STREAMING_TESTS,),
    "frontend/streaming/event_pump.py": (
        "tests/frontend/streaming/test_event_pump.py",
        STREAMING_TESTS,
    ),
    "frontend/streaming/farewells.py": (STREAMING_TESTS,),
    "frontend/streaming/mark_times.py": (
        "tests/frontend/streaming/test_mark_times.py",
        STREAMING_TESTS,
    ),
    "frontend/streaming/position.py": ("tests/frontend/streaming/test_position.py",),
    "frontend/streaming/resumption.py": (STREAMING_TESTS,),
    "frontend/streaming/signals.py": ("tests/frontend/streaming/test_signals.py", STREAMING_TESTS),
    "frontend/streaming/speech_service.py": (STREAMING_TESTS,),
    "frontend/streaming/stream.py": (
        "tests/frontend/streaming/test_stream.py",
        "tests/frontend/streaming/test_resumed_stream.py",
        STREAMING_TESTS,
    ),
    "frontend/streaming/utterance.py": (STREAMING_TESTS,),
    "frontend/streaming/utterances.py": (STREAMING_TESTS,),
    "frontend/text": ("tests/frontend/text",),
    "tasks/worker/shaping.py": ("tests/tasks/worker/test_shaping.py",),
}
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
    """Where something can be changed: the n-th such node of a file, from the root."""

    file: Path
    number: int
    tests: tuple[str, ...]

    def nearest_first(self) -> tuple[str, ...]:
        """Return its tests, those of the one module first where it has its own."""
        nearest = str(Path("tests", self.file.parent, f"test_{self.file.name}"))
        has_own = nearest not in self.tests and (ROOT / nearest).exists()
        return (nearest, *self.tests) if has_own else self.tests


class Changed(NamedTuple):
    """A file's code before and after, and what was changed."""

    before: ast.Module
    after: ast.Module
    change: str


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


def changed_code(text: str, number: int) -> Changed:
    """Return a file's code with the change of that number made."""
    changer = Changer(number)
    after = ast.fix_missing_locations(changer.visit(ast.parse(text)))
    return Changed(ast.parse(text), after, changer.change)
