"""A worker that has had nothing to do for long gives its model back, and speaks all the same."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from backend_queues.registry import BackendEntry, RegistryFile
from tests.support.processes import wait_until
from tests.support.server import Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.stacks

ADAPTER = '''
import numpy as np
from backend_queues.tone.slowed import SlowedTone

class Heavy(SlowedTone):
    """It cannot speak unless it is loaded, and its model is large."""
    def __init__(self, **options):
        super().__init__(**options)
        self._model = None
    def load(self):
        self._model = np.ones(30_000_000)
        self._itself = self  # as in many a framework: only the garbage collector frees it
    def synthesize_many(self, requests, cancelled):
        assert self._model is not None
        return super().synthesize_many(requests, cancelled)
'''
MODEL_KB = 240_000
TEXT = "Hello."
TIMEOUT_S = 120


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("heavy")
    (folder / "heavy_tone.py").write_text(ADAPTER)
    entry = BackendEntry(
        "heavy_tone:Heavy", environment="tone", options={"batch_size": 4}, unload_after_s=0.5
    )
    registry = folder / "backends.yaml"
    registry.write_bytes(msgspec.yaml.encode(RegistryFile("tone", {"tone": entry})))
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), path or str(Path.cwd())])
    try:
        with running_server("tone", registry=registry) as server:
            yield server
    finally:
        os.environ.pop("PYTHONPATH")
        if path is not None:
            os.environ["PYTHONPATH"] = path


def resident_kb(pid: int) -> int:
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0])


def worker_of(server: Server) -> dict[str, Any]:
    status = httpx.get(f"{server.url}/v1/status", timeout=TIMEOUT_S).json()
    [worker] = status["workers"]
    return dict(worker)


def test_an_idle_worker_gives_its_memory_back_and_speaks_again(server: Server) -> None:
    pids = set()
    for _ in range(2):
        body = {"text": TEXT, "format": "pcm"}
        answer = httpx.post(f"{server.url}/tts", json=body, timeout=TIMEOUT_S)
        assert answer.content == expected_pcm(TEXT)
        wait_until(lambda: worker_of(server)["state"] == "unloaded", TIMEOUT_S)
        pids.add(worker_of(server)["pid"])
        wait_until(lambda: resident_kb(worker_of(server)["pid"]) < MODEL_KB, TIMEOUT_S)
    assert len(pids) == 1  # it has not ended meanwhile
    voices = httpx.get(f"{server.url}/v1/backends", timeout=TIMEOUT_S).text
    assert "sine" in voices and "square" in voices
