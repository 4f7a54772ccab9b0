"""A worker's backend, which gives its model back when nothing was spoken for long."""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from backend_queues.base import Backend, Capabilities, Voice
from backend_queues.machine import trim_heap
from backend_queues.registry import BackendSpec
from tasks.process.logs import get_logger
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.limits import load_limit_s

log = get_logger(__name__)

LOOK_S = 0.25


class Description(msgspec.Struct, frozen=True):
    """What a backend says of itself, and is still true while its model is given back."""

    sample_rate_hz: int
    voices: tuple[Voice, ...]
    capabilities: Capabilities


class LoadedBackend:
    """Loads the backend, and again at the first segment after its model was given back.

    `load_s` is how long the worker takes to have its model again; 0 while it has it. A backend is
    used by the thread that speaks, and given back by another one only while that does not speak.
    """

    def __init__(self, spec: BackendSpec) -> None:
        self._spec = spec
        self.backend: Backend = spec.create()
        self.load_s = 0.0
        # Told of the one that takes the old one's place, which nobody may keep.
        self.changed: Callable[[Backend], None] = lambda backend: None
        self._took_s = 0.0
        self._description: Description | None = None
        self._speaking = threading.Lock()
        self._used_at = time.monotonic()
        self._ending = threading.Event()

    def load(self) -> None:
        started = time.monotonic()
        self.backend.load()
        _give_to_the_system()  # what only loading has needed; a GPU's is kept, being warm
        # A collection that looks at all of a model's objects again holds a first word up for 0.1 s.
        gc.freeze()
        self._used_at = time.monotonic()  # or one that loads for long would be given back at once
        self._took_s = round(self._used_at - started, 3)
        self.load_s = 0.0
        log.info("The backend is loaded.", backend=self._spec.name, load_s=self._took_s)

    @property
    def description(self) -> Description:
        """What the backend says, or said while it had its model."""
        backend = self.backend  # before the question whether it has its model: it may go meanwhile
        if self._description is None or not self.load_s:
            self._description = Description(
                backend.sample_rate_hz, tuple(backend.voices()), backend.capabilities
            )
        return self._description

    def start(self) -> None:
        """Give the model back from now on whenever it was not used for as long as was set."""
        self.description  # noqa: B018 # it is known before the model may go
        if self._spec.entry.unload_after_s:
            threading.Thread(target=self._watch, name="unloading", daemon=True).start()

    def stop(self) -> None:
        self._ending.set()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The model is not given back in the block."""
        with self._speaking:
            try:
                yield
            finally:
                self._used_at = time.monotonic()

    def ensure(self, segment: ActiveSegment) -> None:
        """See that the model is there, which may take as long as it takes at the start.

        Raises:
            Exception: the model cannot be loaded again, and what is there of it is of no use.
        """
        if not self.load_s:
            return
        segment.expect_nothing_for(load_limit_s())
        self.load()
        segment.progress()

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_S):
            if time.monotonic() - self._used_at >= self._spec.entry.unload_after_s:
                self._give_back()

    def _give_back(self) -> None:
        """Forget the model, unless a segment is spoken, or was just now."""
        if self.load_s or not self._speaking.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._used_at < self._spec.entry.unload_after_s:
                return
            self.load_s = max(self._took_s, sys.float_info.epsilon)
            self.backend = self._spec.create()
            self.changed(self.backend)
            gc.unfreeze()
            free_memory()
            log.info("The model is given back; the next segment loads it.", backend=self._spec.name)
        finally:
            self._speaking.release()


def free_memory() -> None:
    """Give what is not used any more back to the GPU and to the system."""
    _give_to_the_system()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        torch.cuda.empty_cache()


def _give_to_the_system() -> None:
    gc.collect()
    trim_heap()
