"""Having a backend speak in its own environment, and reading what came of it."""

import hashlib
import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_queues.cache import cache_root, locked
from backend_queues.provisioning import environments
from backend_queues.provisioning.install import prepare
from backend_queues.registry import registry
from tasks.supervision.workers import VARIABLES

Requests = list[dict[str, Any]]

SCRIPT = Path(__file__).with_name("contract.py")
TINY = Path(__file__).with_name("tiny")
LONGEST_S = 900
WORKER = {**VARIABLES, "OMP_NUM_THREADS": "1"}


class Rendered:
    """The report of contract.py, and the samples of each request's parts."""

    def __init__(self, folder: Path) -> None:
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text())
        with np.load(folder / "samples.npz") as stored:
            self._samples = dict(stored)

    def result(self, number: int) -> dict[str, Any]:
        result: dict[str, Any] = self.report["results"][number]
        return result

    def parts(self, number: int) -> list[NDArray[Any]]:
        return [self._samples[f"{number}/{n}"] for n in range(self.result(number)["parts"])]

    def speech(self, number: int) -> NDArray[Any]:
        """All samples of a request, which must have been spoken."""
        assert self.result(number)["error"] is None, self.result(number)["message"]
        return np.concatenate(self.parts(number))


def render(backend: str, requests: Requests, folder: Path, **environ: str) -> Rendered:
    """Have the backend, whose environment is made if it is not there, speak the requests.

    Its models are fetched too, unless `VOICE_SERVER_MODELS` is given.
    """
    if "VOICE_SERVER_MODELS" in environ:
        prepare_environment(backend)
    else:
        prepare(backend, print)
    (folder / "requests.json").write_text(json.dumps(requests))
    run_in_environment(backend, SCRIPT, backend, str(folder), **environ)
    return Rendered(folder)


def prepare_environment(backend: str) -> None:
    spec = registry().get(backend)
    if not environments.is_ready(spec):
        environments.install(spec, print)


def run_in_environment(backend: str, script: Path, *arguments: str, **environ: str) -> None:
    """Run a script as the backend's workers run: in its environment, without a hub.

    PyTorch gets one thread: those of tiny models would only wait for each other.
    """
    python = environments.python_of(registry().get(backend))
    # -P: the folder of the script holds packages that are named as their backends are.
    subprocess.run(
        [python, "-P", str(script), *arguments],
        env={**os.environ, **environments.code_path(), **WORKER, **environ},
        check=True,
        timeout=LONGEST_S,
    )


def tiny_models(backend: str) -> Path:
    """Return a folder for VOICE_SERVER_MODELS with tiny random weights of the backend's models.

    Upstream's own classes have written them, in the backend's environment, by the script that is
    named as the backend's folder; made once for each state of the script.
    """
    spec = registry().get(backend)
    prepare_environment(backend)
    script = TINY / f"{spec.folder.name}.py"
    digest = hashlib.sha256(script.read_bytes()).hexdigest()[:16]
    folder = cache_root() / "tiny" / f"{spec.folder.name}-{digest}"
    with locked(folder.with_suffix(".lock"), lambda: None):
        if not folder.exists():
            with TemporaryDirectory(prefix="making-", dir=folder.parent) as partial:
                run_in_environment(backend, script, partial)
                Path(partial).rename(folder)
    return folder
