"""A server whose folder of voice samples and whose cache are the tests' own."""

import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from frontend.confinement.readers import Place, Readers
from tasks.messages import Presence
from tests.support.processes import wait_until
from tests.support.recordings import pitch_of
from tests.support.server import BACKENDS_FILE, Server, frontends_of, running_server

TEXT = "Hello there."
# The server gives each file 15 s and decodes two at a time, so ten files that are dropped at once
# may keep the last of them waiting for longer than a minute where other processes need the cores.
PATIENCE_S = 120


@dataclass
class Studio:
    """A running server with a backend that clones, and the folder that it watches."""

    server: Server
    folder: Path
    cache: Path

    def voices(self, backend: str = "cloning") -> dict[str, dict[str, Any]]:
        """Return the cloned voices of the backend, by name."""
        listed = httpx.get(f"{self.server.url}/v1/voices").json()["voices"]
        return {v["name"]: v for v in listed if v["cloned"] and v["backend"] == backend}

    def reasons(self) -> dict[str, str]:
        """Return why files give no voice, by file."""
        listed = httpx.get(f"{self.server.url}/v1/voices").json()["unusable"]
        return {entry["file"]: entry["reason"] for entry in listed if "file" in entry}

    def until_voice(self, name: str) -> None:
        with self._told():
            wait_until(lambda: name in self.voices(), PATIENCE_S)

    def until_reason(self, file: str) -> str:
        with self._told():
            wait_until(lambda: file in self.reasons(), PATIENCE_S)
        return self.reasons()[file]

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have the frontend say what it is doing, where it does not do what is waited for."""
        try:
            yield
        except AssertionError:
            print("In the folder:", sorted(os.listdir(self.folder)))
            print("Known:", sorted(self.reasons()), sorted(self.voices()))
            for pid in frontends_of(self.server):
                os.kill(pid, signal.SIGUSR1)
            time.sleep(2)  # until it is written
            raise

    def tts(self, voice: str, backend: str = "cloning") -> httpx.Response:
        body = {"text": TEXT, "voice": voice, "backend": backend}
        return httpx.post(f"{self.server.url}/tts", json=body, timeout=30)

    def pitch(self, voice: str) -> float:
        """Have the voice speak, and return the pitch it speaks with."""
        answer = self.tts(voice)
        assert answer.status_code == 200, answer.text
        return pitch_of(answer.content[44:])

    def error(self, voice: str, backend: str = "cloning") -> tuple[int, str, str]:
        answer = self.tts(voice, backend)
        error = answer.json()["error"]
        return answer.status_code, error["code"], error["message"]

    def workers(self, backend: str) -> list[int]:
        """Return the process ids of the backend's workers."""
        with self.server.redis() as redis:
            texts = [redis.get(key) for key in redis.scan_iter("vs:worker:*")]
        present = [msgspec.json.decode(text, type=Presence) for text in texts if text]
        return [worker.pid for worker in present if worker.backend == backend]

    def computed(self) -> list[str]:
        """Return the digests of the recordings whose conditioning was computed, in order."""
        path = self.cache / "computed.txt"
        return path.read_text().split() if path.exists() else []


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers()
    yield readers
    readers.close()


@pytest.fixture
async def place(readers: Readers) -> AsyncIterator[Place]:
    async with readers.place() as place:
        yield place


@pytest.fixture(scope="session")
def studio(no_cover: None) -> Iterator[Studio]:
    """One worker that clones, one of the tone, and a folder that is made by the first file."""
    with tempfile.TemporaryDirectory(prefix="vs-test-") as root:
        folder, cache = Path(root, "voice_samples"), Path(root, "cache")
        settings: dict[str, Any] = {"voice_samples": folder, "cache": cache}
        with running_server("cloning", "tone", registry=BACKENDS_FILE, **settings) as server:
            folder.mkdir()
            yield Studio(server, folder, cache)
