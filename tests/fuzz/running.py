"""Feeds a target with inputs, and looks at how long each takes and what is left in memory."""

import gc
import logging
import os
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from tests.fuzz.target import Target

CPU_LIMIT_S = 2.0  # for one input; the slowest takes some milliseconds
WARM_UP = 0.3  # of the inputs, until which caches fill
MOST_GROWTH = 0.05
UNSURE_BYTES = 4 * 2**20  # that an allocator may keep or not
MOST_FINDS = 20  # of one target, after which it is not fed any more
SHOWN_CHARS = 2_000


class TooSlow(BaseException):
    """One input takes too long. No part of the server may catch it."""


@dataclass
class Find:
    number: int  # of the input, from which `--target NAME --number N` makes it again
    given: str
    error: str


@dataclass
class Outcome:
    target: str
    inputs: int = 0
    seconds: float = 0.0
    slowest_s: float = 0.0  # CPU time of one input
    rss_bytes: int = 0
    grown_bytes: int = 0
    finds: list[Find] = field(default_factory=list)

    @property
    def leaks(self) -> bool:
        return self.grown_bytes > max(UNSURE_BYTES, MOST_GROWTH * self.rss_bytes)


def feed(target: Target, seed: int, numbers: range) -> Outcome:
    """Feed it with the inputs of these numbers; each depends on the seed and its number alone."""
    outcome = Outcome(target.name)
    began, warm = time.monotonic(), round(len(numbers) * WARM_UP)
    try:
        with _errors_noted() as errors, _limited():
            for count, number in enumerate(numbers):
                if count == warm:
                    outcome.rss_bytes = rss_bytes()
                _feed_one(target, seed, number, errors, outcome)
                if len(outcome.finds) >= MOST_FINDS:
                    break
    finally:
        target.close()
    outcome.grown_bytes = rss_bytes() - outcome.rss_bytes
    outcome.seconds = time.monotonic() - began
    return outcome


def given_for(target: Target, seed: int, number: int) -> Any:
    """Return the input of that number."""
    return target.make(Random(f"{seed} {target.name} {number}"))


def _feed_one(target: Target, seed: int, number: int, errors: list[str], outcome: Outcome) -> None:
    given = given_for(target, seed, number)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, CPU_LIMIT_S)
    try:
        target.feed(given)
        took_s = time.process_time() - began
        assert took_s < CPU_LIMIT_S, f"It takes {took_s:.1f} s."
        assert not errors, errors[0]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - also a panic of a library written in Rust
        shown = repr(given)[:SHOWN_CHARS]
        outcome.finds.append(Find(number, shown, traceback.format_exc()))
        errors.clear()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    outcome.inputs += 1
    outcome.slowest_s = max(outcome.slowest_s, time.process_time() - began)


@contextmanager
def _limited() -> Iterator[None]:
    """Raise TooSlow in what runs when its time is over."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooSlow(f"It takes more than {CPU_LIMIT_S} s.")

    before = signal.signal(signal.SIGPROF, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _errors_noted() -> Iterator[list[str]]:
    """Give a list that gets every logged exception: the server answers it, but expects none."""
    noted: list[str] = []
    handler = _Noting(noted)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = [handler]
    root.setLevel(logging.ERROR)
    try:
        yield noted
    finally:
        root.handlers = handlers
        root.setLevel(level)


class _Noting(logging.Handler):
    def __init__(self, noted: list[str]) -> None:
        super().__init__()
        self._noted = noted

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0]:
            lines = traceback.format_exception(*record.exc_info)
            self._noted.append("".join([record.getMessage(), "\n", *lines]))


def rss_bytes() -> int:
    """Return how much memory this process has."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
