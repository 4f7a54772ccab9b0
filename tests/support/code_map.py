"""The project's modules and what they import, read from the code; nothing of it is run.

    python -m tests.support.code_map

prints the figures that the structure is judged by.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("frontend", "tasks", "backend_queues")
Imports = Mapping[str, set[str]]  # the modules that a module imports, by its name


def module_of(path: Path) -> str:
    """Return a file's dotted name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Return the files of the project's modules, by name."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return {module_of(file): file for file in [*files, ROOT / "celeryconfig.py"]}


@cache
def imports() -> Imports:
    """Return what each module loads when it is imported.

    What stands in a function, or under TYPE_CHECKING, is not loaded then.
    """
    return {
        name: set(_imported(name, ast.parse(file.read_text()))) for name, file in modules().items()
    }


@cache
def mentions() -> Imports:
    """Return what each module imports anywhere, also for its annotations alone."""
    return {
        name: set(_named(name, list(ast.walk(ast.parse(file.read_text())))))
        for name, file in modules().items()
    }


def _imported(name: str, tree: ast.AST) -> Iterator[str]:
    return _named(name, list(_run_at_import(tree)))


def _run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _run_at_import(node)


def _named(name: str, nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found = inner if inner in modules() else node.module
                if found in modules() and found != name:
                    yield found
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())


def longest_chain() -> tuple[str, ...]:
    """Return the longest path of imports, from the module that nobody else needs."""

    @cache
    def below(name: str) -> tuple[str, ...]:
        return max(((found, *below(found)) for found in imports()[name]), key=len, default=())

    return max(((name, *below(name)) for name in imports()), key=len)


def flat_modules() -> Counter[Path]:
    """Return how many modules lie in each folder."""
    files = [file for file in modules().values() if file.name != "__init__.py"]
    return Counter(file.parent.relative_to(ROOT) for file in files)


def room_cycles(rooms: Mapping[str, set[str]]) -> list[str]:
    """Return the rooms that can reach themselves by what they import."""

    def reached(room: str) -> set[str]:
        seen: set[str] = set()
        waiting = [room]
        while waiting:
            for other in rooms[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    return [room for room in rooms if room in reached(room)]


def longest_functions() -> list[tuple[int, str]]:
    """Return the lengths of all functions, from `def` to the last line, the longest first."""
    found = []
    for name, file in modules().items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((length, f"{name}.{node.name}"))
    return sorted(found, reverse=True)


def longest_files() -> list[tuple[int, str]]:
    """Return the lengths of all files, the longest first."""
    lengths = ((len(file.read_text().splitlines()), file) for file in modules().values())
    return sorted(((count, str(file.relative_to(ROOT))) for count, file in lengths), reverse=True)


def main() -> None:
    from tests.test_rooms import ROOMS, room_imports

    chain = longest_chain()
    folder, most = flat_modules().most_common(1)[0]
    lines, file = longest_files()[0]
    length, function = longest_functions()[0]
    size = {name: (ROOT / name).stat().st_size for name in ("README.md", "ARCHITECTURE.md")}
    figures = defaultdict(str)
    figures["modules"] = str(len(modules()))
    figures["most modules flat in a folder"] = f"{most} ({folder})"
    figures["rooms"] = str(len(ROOMS))
    figures["rooms in a cycle"] = str(len(room_cycles(room_imports())))
    figures["longest import chain"] = str(len(chain))
    figures["largest file"] = f"{lines} lines ({file})"
    figures["longest function"] = f"{length} lines ({function})"
    figures.update({name: f"{count:,} bytes" for name, count in size.items()})
    for name, figure in figures.items():
        print(f"{name:32} {figure}")
    print("\nThe chain:", " -> ".join(chain))


if __name__ == "__main__":
    main()
