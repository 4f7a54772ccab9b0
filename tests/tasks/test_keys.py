"""All names in Redis are made in one module, whose docstring lists them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import frontend
import tasks.keys

ROOT = Path(frontend.__file__).parents[1]
SOURCES = [
    path
    for folder in ("frontend", "tasks", "backend_queues")
    for path in (ROOT / folder).rglob("*.py")
]
NAME = re.compile(r"\bvs:[a-z]+")


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_other_module_spells_a_name() -> None:
    spelling = {path for path in SOURCES if any(map(NAME.search, strings(path)))}
    assert spelling == {Path(tasks.keys.__file__)}


def test_every_name_is_listed_and_every_listed_name_is_made() -> None:
    tree = ast.parse(Path(tasks.keys.__file__).read_text())
    listed = set(NAME.findall(ast.get_docstring(tree) or ""))
    code = "\n".join(ast.unparse(statement) for statement in tree.body[1:])
    assert listed == set(NAME.findall(code))
    assert len(listed) > 10
