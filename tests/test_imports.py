"""Importing the frontend or the tasks loads no model library."""

import subprocess
import sys

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
