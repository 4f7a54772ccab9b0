"""When a worker's model is given back; test_unloading.py has what comes of it."""

import os
import sys
import time

import pytest

from backend_queues.base import Backend
from backend_queues.registry import BackendEntry, BackendSpec
from backend_queues.tone.adapter import Tone
from tasks.bus import Claim, Verdict, WorkerBus
from tasks.messages import AnyNumberedMessage, Failed, SegmentTask
from tasks.worker import loaded_backend
from tasks.worker.loaded_backend import LoadedBackend
from tasks.worker.worker import Worker
from tests.support.processes import wait_until
from tests.support.segment_tasks import TASK

LOADING_S, UNLOAD_AFTER_S = 1.5, 1.0


class Slow(Tone):
    def load(self) -> None:
        time.sleep(LOADING_S)


class Spec(BackendSpec, frozen=True):
    def create(self) -> Backend:
        return Slow()


class Shy(Tone):
    """Its model is loaded once in a process: a GPU may be full when it is wanted again."""

    loads = 0

    def load(self) -> None:
        Shy.loads += 1
        if Shy.loads > 1:
            raise RuntimeError("out of memory")


class ShySpec(BackendSpec, frozen=True):
    def create(self) -> Backend:
        return Shy()


class Bus(WorkerBus):
    """Lets every task be claimed, and keeps what is published."""

    def __init__(self) -> None:
        self.messages: list[AnyNumberedMessage] = []

    def claim(self, task: SegmentTask, queue: str, worker: str) -> Claim:
        return Claim(Verdict.CLAIMED)

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        self.messages += messages


def test_a_model_that_cannot_be_loaded_again_is_no_crash_at_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its owner is told, as one that only finds the worker gone takes the text for the cause."""
    monkeypatch.setattr(loaded_backend, "LOOK_S", 0.01)
    monkeypatch.setattr(os, "_exit", sys.exit)
    loaded = LoadedBackend(spec := ShySpec("shy", BackendEntry("a:B", unload_after_s=0.01)))
    monkeypatch.setattr("tasks.worker.worker.LoadedBackend", lambda _: loaded)
    worker = Worker(spec, bus := Bus())
    worker.load()
    loaded.start()
    wait_until(lambda: loaded.load_s, 10)
    loaded.stop()
    with pytest.raises(SystemExit):
        worker.speak(TASK, 0)
    [failed] = bus.messages
    assert isinstance(failed, Failed) and failed.retryable
    assert failed.message == "shy cannot be loaded again"


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
