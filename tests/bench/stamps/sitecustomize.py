"""Stamps of every step of a segment, in whatever process takes it, for `tests.bench.stages`.

Python imports this file by its name in every process that has this folder in PYTHONPATH. It writes
lines of "<step> <nanoseconds>", of the clock that all processes of a machine share, to a file of
each process in $VOICE_SERVER_STAMPS.
"""

import functools
import importlib.abc
import importlib.machinery
import inspect
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

# Module, function, step when it begins, step when it returns. "{}" is the type of its argument.
STEPS = (
    ("frontend.streaming.utterance", "Utterance.write", "text", ""),
    ("frontend.streaming.delivery.segment_delivery", "SegmentDelivery.launch", "cut", ""),
    ("frontend.cluster.bus", "FrontendBus.record_attempt", "", "recorded"),
    ("frontend.cluster.dispatch", "_send", "publishing", "published"),
    ("kombu.transport.redis", "Channel._put", "pushing", ""),
    ("kombu.transport.redis", "Channel._brpop_read", "popped", ""),
    ("tasks.worker.worker", "Worker.speak", "taken", ""),
    ("tasks.bus", "WorkerBus.claim", "", "claimed"),
    ("tasks.worker.publisher", "Publisher.speech", "synthesized", ""),
    ("tasks.bus", "WorkerBus.publish", "", "sent {}"),
    ("frontend.streaming.delivery.in_flight", "InFlightSegments.receive", "received {}", ""),
    ("frontend.telemetry.metrics.meter", "Meter.audio_sent", "heard", ""),
)


class Stamps:
    """The file of this process."""

    def __init__(self, folder: str) -> None:
        self._file = (Path(folder) / f"{os.getpid()}").open("a", buffering=1)

    def stamp(self, step: str, arguments: Sequence[Any]) -> None:
        if step:
            name = step.format(type(arguments[-1]).__name__) if "{}" in step else step
            self._file.write(f"{name},{time.perf_counter_ns()}\n")

    def stamped(self, function: Callable[..., Any], begins: str, returns: str) -> Any:
        """Return the function, stamped."""

        @functools.wraps(function)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            self.stamp(begins, arguments)
            result = function(*arguments, **named)
            self.stamp(returns, arguments)
            return result

        @functools.wraps(function)
        async def awaited(*arguments: Any, **named: Any) -> Any:
            self.stamp(begins, arguments)
            result = await function(*arguments, **named)
            self.stamp(returns, arguments)
            return result

        return awaited if inspect.iscoroutinefunction(function) else wrapped

    def stamp_module(self, module: ModuleType) -> None:
        for name, path, begins, returns in STEPS:
            if name == module.__name__:
                *parents, function = path.split(".")
                holder = functools.reduce(getattr, parents, module)
                stamped = self.stamped(getattr(holder, function), begins, returns)
                setattr(holder, function, stamped)


class Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of STEPS as Python does, and stamps them once they are loaded."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in {step[0] for step in STEPS}:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader.exec_module = functools.partial(  # type: ignore[method-assign]
                self._load, spec.loader.exec_module
            )
        return spec

    def _load(self, exec_module: Callable[[ModuleType], None], module: ModuleType) -> None:
        exec_module(module)
        self._stamps.stamp_module(module)


if folder := os.environ.get("VOICE_SERVER_STAMPS"):
    sys.meta_path.insert(0, Finder(Stamps(folder)))
