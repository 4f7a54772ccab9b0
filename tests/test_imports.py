"""What importing a part of the project loads, and what tests may import."""

import re
import subprocess
import sys
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


def test_no_test_imports_another() -> None:
    """What two of them need is a helper's, or moving one would break the other."""
    texts = {path: path.read_text() for path in Path(__file__).parent.rglob("*.py")}
    pattern = re.compile(r"^ *from tests\.\S*\btest_\w+ import", re.MULTILINE)
    assert [str(path) for path, text in texts.items() if pattern.search(text)] == []
