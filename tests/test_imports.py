"""What importing a part of the project loads, and what tests may import."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

CODE = """
import pkgutil, importlib, sys
for package in ("frontend", "tasks"):
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
assert loaded.isdisjoint({"torch", "onnxruntime", "spacy", "misaki", "piper"}), loaded
"""


def test_no_model_library_is_loaded() -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True, timeout=60)


# Prints our own modules that a program with a client loads, and their files.
CLIENT = """
import importlib, pkgutil, sys
import frontend.client
for module in pkgutil.walk_packages(frontend.client.__path__, "frontend.client."):
    importlib.import_module(module.name)
for name, module in sys.modules.items():
    if name.partition(".")[0] in ("frontend", "tasks", "backend_queues"):
        print(module.__file__)
"""
PROJECT_FILE = Path(__file__).parents[1] / "pyproject.toml"
OURS = {"frontend", "tasks", "backend_queues"}


def packages_of(file: Path) -> set[str]:
    """Return the names of the packages that a file imports, but the standard library's."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            names.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
    return names - sys.stdlib_module_names - OURS


def test_the_client_needs_what_its_extra_lists() -> None:
    command = [sys.executable, "-c", CLIENT]
    files = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    imported = set().union(*(packages_of(Path(file)) for file in files))
    project = tomllib.loads(PROJECT_FILE.read_text())["project"]
    listed = {re.split("[^a-z-]", name)[0] for name in project["optional-dependencies"]["client"]}
    assert listed < imported
    assert imported - listed <= {re.split("[^a-z-]", name)[0] for name in project["dependencies"]}


def test_no_test_imports_another() -> None:
    """What two of them need is a helper's, or moving one would break the other."""
    texts = {path: path.read_text() for path in Path(__file__).parent.rglob("*.py")}
    pattern = re.compile(r"^ *from tests\.\S*\btest_\w+ import", re.MULTILINE)
    assert [str(path) for path, text in texts.items() if pattern.search(text)] == []
