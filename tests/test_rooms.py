"""Each room imports only what ARCHITECTURE's table allows it, no room stands below its own imports.

A room is a folder with all that is in it. The files of `frontend/` itself and the entry points of
`tasks` belong to none: they stand on top, or are open to all.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("frontend", "tasks", "backend_queues")
ENTRY_POINTS = ("tasks.app", "tasks.synthesize", "tasks.health")
OPEN_TO_ALL = ("process", "contract")  # logging and cancellation; the backends' contract
MOST_MODULES = 15

ROW = re.compile(r"^\| `([\w/]+)` \| .+ \| ([\w, -]+) \|$", re.MULTILINE)


@cache
def allowed() -> dict[str, set[str]]:
    """Return what each room may import, as the table says."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    section = text.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    return {
        name.rpartition("/")[2]: set(imports.split(", ")) - {"-"}
        for name, imports in ROW.findall(section)
    }


def room_of(module: str) -> str:
    """Return the room of a module by its dotted name; "" if it is in none."""
    package, *path = module.split(".")
    folder = (ROOT / package / path[0]).is_dir() if path else False
    if package == "backend_queues":
        return (
            ("provisioning" if path[0] == "provisioning" else "backends") if folder else "contract"
        )
    if folder:
        return path[0]
    return "tasks" if package == "tasks" and module not in ENTRY_POINTS else ""


@cache
def imports() -> dict[str, set[str]]:
    """Return what each room imports."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            room = room_of(".".join(parts).removesuffix(".__init__"))
            names = {room_of(name) for name in _imported(ast.parse(path.read_text()))}
            found.setdefault(room, set()).update(names - {room, ""})
    return found


def _imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in PACKAGES)


def test_the_table_has_all_rooms() -> None:
    assert set(allowed()) == set(imports()) - {"", *OPEN_TO_ALL}


@pytest.mark.parametrize("room", sorted(allowed()))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert imports()[room] - {*OPEN_TO_ALL} <= allowed()[room]


@pytest.mark.parametrize("room", OPEN_TO_ALL)
def test_what_is_open_to_all_imports_no_room(room: str) -> None:
    assert imports()[room] <= {*OPEN_TO_ALL}


def test_no_room_stands_below_what_it_imports() -> None:
    TopologicalSorter(allowed()).prepare()  # raises CycleError


def test_no_folder_grows_flat() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    sizes = {folder: len(list(folder.glob("[!_]*.py"))) for folder in folders}
    assert {folder: size for folder, size in sizes.items() if size > MOST_MODULES} == {}
