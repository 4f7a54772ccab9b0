"""Having a backend speak in its own environment, and reading what came of it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_queues import environments
from backend_queues.install import prepare
from backend_queues.registry import registry

Requests = list[dict[str, Any]]

SCRIPT = Path(__file__).with_name("contract.py")
LONGEST_S = 900


class Rendered:
    """The report of contract.py, and the samples of each request's parts."""

    def __init__(self, folder: Path) -> None:
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text())
        self._samples = np.load(folder / "samples.npz")

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
    """Have the backend, which is installed if it is not, speak the requests."""
    prepare(backend, print)
    (folder / "requests.json").write_text(json.dumps(requests))
    python = environments.python_of(registry().get(backend))
    # -P: the folder of the script holds packages that are named as their backends are.
    subprocess.run(
        [python, "-P", str(SCRIPT), backend, str(folder)],
        env={**os.environ, **environ},
        check=True,
        timeout=LONGEST_S,
    )
    return Rendered(folder)
