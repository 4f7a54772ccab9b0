"""When a worker's model is given back; test_unloading.py has what comes of it."""

import time

import pytest

from backend_queues.base import Backend
from backend_queues.registry import BackendEntry, BackendSpec
from backend_queues.tone.adapter import Tone
from tasks.worker import loaded_backend
from tasks.worker.loaded_backend import LoadedBackend
from tests.support.processes import wait_until

LOADING_S, UNLOAD_AFTER_S = 1.5, 1.0


class Slow(Tone):
    def load(self) -> None:
        time.sleep(LOADING_S)


class Spec(BackendSpec, frozen=True):
    def create(self) -> Backend:
        return Slow()


def test_what_loaded_for_long_is_kept_for_as_long_as_was_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loaded_backend, "LOOK_S", 0.01)
    loaded = LoadedBackend(Spec("slow", BackendEntry("a:B", unload_after_s=UNLOAD_AFTER_S)))
    loaded.load()
    ready_at = time.monotonic()
    loaded.start()
    try:
        wait_until(lambda: loaded.load_s, 10)
    finally:
        loaded.stop()
    assert time.monotonic() - ready_at >= UNLOAD_AFTER_S
