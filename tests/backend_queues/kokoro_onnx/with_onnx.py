"""Running a script in kokoro-onnx's environment with the package onnx, which is not in it."""

import os
from pathlib import Path

from backend_queues.cache import cache_root, locked
from backend_queues.provisioning import environments
from backend_queues.provisioning.commands import run_uv
from backend_queues.provisioning.install import prepare
from backend_queues.registry import registry
from tests.backend_queues.rendering import run_in_environment

BACKEND = "kokoro-onnx"
# What onnx asks for, less numpy, which the environment has.
PACKAGES = ("onnx>=1.17,<2", "protobuf", "ml_dtypes", "typing_extensions")


def run_with_onnx(script: Path, folder: Path) -> None:
    """Run `script folder`."""
    prepare(BACKEND, print)
    folders = (environments.code_path()["PYTHONPATH"], str(_packages()))
    run_in_environment(BACKEND, script, str(folder), PYTHONPATH=os.pathsep.join(folders))


def _packages() -> Path:
    python = environments.python_of(registry().get(BACKEND))
    folder = cache_root() / "tests" / "onnx"
    folder.parent.mkdir(parents=True, exist_ok=True)
    target = ("--no-deps", "--python", str(python), "--target", str(folder))
    with locked(folder.with_suffix(".lock"), lambda: None):
        if not (folder / "onnx").exists():
            run_uv("pip", "install", *target, *PACKAGES, report=print)
    return folder
