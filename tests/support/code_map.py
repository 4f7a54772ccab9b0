"""The project's structure, read from the code; nothing of it is run.

    python -m tests.support.code_map

prints the figures by which it is judged.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("frontend", "tasks", "backend_queues")
# Files on top of all rooms, or open to all of them, belong to none.
ENTRY_POINTS = ("tasks.app", "tasks.synthesize", "tasks.health")
ROW = re.compile(r"^\| `([\w/]+)` \| .+ \| ([\w, -]+) \|$", re.MULTILINE)

Imports = Mapping[str, set[str]]


@cache
def modules() -> dict[str, Path]:
    """Return the files of the project's modules, by dotted name."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return {_module_of(file): file for file in [*files, ROOT / "celeryconfig.py"]}


def _module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def mentions() -> Imports:
    """Return what each module imports anywhere, also in a function or for annotations alone."""
    return {name: set(_imported(name, ast.walk(tree))) for name, tree in _trees()}


@cache
def loads() -> Imports:
    """Return what each module loads when it is imported."""
    return {name: set(_imported(name, _run_at_import(tree))) for name, tree in _trees()}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for name, file in modules().items():
        yield name, ast.parse(file.read_text())


def _run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _run_at_import(node)


def _imported(name: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found = {_found(node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found = {alias.name for alias in node.names}
        else:
            continue
        yield from (module for module in found if module in modules() and module != name)


def _found(module: str, name: str) -> str:
    inner = f"{module}.{name}"
    return inner if inner in modules() else module


def longest_chain() -> tuple[str, ...]:
    """Return the longest path of imports, from the module that loads the most below it."""

    @cache
    def below(name: str) -> tuple[str, ...]:
        return max(((found, *below(found)) for found in loads()[name]), key=len, default=())

    return max(((name, *below(name)) for name in loads()), key=len)


def is_cyclic(graph: Imports) -> bool:
    """Tell whether something imports what imports it, by whatever way."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return True
    return False


def flat_modules() -> Counter[Path]:
    """Return how many modules lie in each folder."""
    files = [file for file in modules().values() if file.name != "__init__.py"]
    return Counter(file.parent.relative_to(ROOT) for file in files)


@cache
def allowed() -> dict[str, set[str]]:
    """Return what each room may import, as ARCHITECTURE's table says."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    section = text.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    return {
        name.rpartition("/")[2]: set(imports.split(", ")) - {"-"}
        for name, imports in ROW.findall(section)
    }


def room_of(module: str) -> str:
    """Return the room of a module; "" if it is in none."""
    package, *path = module.split(".")
    folder = path[0] if path and (ROOT / package / path[0]).is_dir() else ""
    if package == "backend_queues":
        return (
            folder and ("provisioning" if folder == "provisioning" else "backends")
        ) or "contract"
    if folder:
        return folder
    return "tasks" if package == "tasks" and module not in ENTRY_POINTS else ""


@cache
def room_imports() -> dict[str, set[str]]:
    """Return what each room imports."""
    found: dict[str, set[str]] = {}
    for module, names in mentions().items():
        room = room_of(module)
        found.setdefault(room, set()).update({room_of(name) for name in names} - {room, ""})
    return found


def longest_files() -> list[tuple[int, str]]:
    """Return the lines of each file, the longest first."""
    files = modules().values()
    lengths = ((len(file.read_text().splitlines()), file.relative_to(ROOT)) for file in files)
    return sorted(((lines, str(file)) for lines, file in lengths), reverse=True)


def longest_functions() -> list[tuple[int, str]]:
    """Return the lines of each function, from `def` to its last, the longest first."""
    found = []
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((lines, f"{name}.{node.name}"))
    return sorted(found, reverse=True)


def main() -> None:
    chain = longest_chain()
    [(folder, flat)] = flat_modules().most_common(1)
    figures = {
        "modules": len(modules()),
        "rooms": len(allowed()),
        "cycles of modules": "some" if is_cyclic(loads()) else "none",
        "cycles of rooms": "some" if is_cyclic(room_imports()) else "none",
        "modules flat in a folder": f"{flat} at most ({folder})",
        "longest import chain": f"{len(chain)} ({' -> '.join(chain)})",
        "largest file": "{} lines ({})".format(*longest_files()[0]),
        "longest function": "{} lines ({})".format(*longest_functions()[0]),
        "functions over 40 lines": sum(lines > 40 for lines, _ in longest_functions()),
        "README.md": f"{(ROOT / 'README.md').stat().st_size:,} bytes",
        "ARCHITECTURE.md": f"{(ROOT / 'ARCHITECTURE.md').stat().st_size:,} bytes",
    }
    for name, figure in figures.items():
        print(f"{name:26} {figure}")


if __name__ == "__main__":
    main()
