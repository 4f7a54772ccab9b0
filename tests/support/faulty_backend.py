"""The tone backend with faults to order: it takes its time, it fails, it hangs, it is gone.

Loading takes `load_s`. A fault of `load_fault` happens while loading, one of the option `fault`
at the segment `fault_at`.
"""

import ctypes
import logging
import os
import re
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from backend_queues.base import Option, Speech, SpeechRequest, Word
from backend_queues.errors import NothingToSpeak, SynthesisFailed
from backend_queues.tone.adapter import SECONDS_PER_CHARACTER, Tone

LONG_S = 3600
FLOOD_LINES = 200_000
LIBRARY_LINE = "a library warns of something"
PRINTED_LINE = "{a library prints something}"
FLOOD_LINE = "a line of a library that talks too much"


class _Final(SynthesisFailed):
    retryable = False


def _retryable() -> None:
    raise SynthesisFailed("the tone broke")


def _final() -> None:
    raise _Final("the tone is beyond repair")


def _exception() -> None:
    raise ZeroDivisionError("a fault of the backend")


def _exit() -> None:
    os._exit(3)


def _segfault() -> None:
    ctypes.string_at(0)


def _out_of_memory() -> None:
    """Ask for more than the process may have."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20), resource.RLIM_INFINITY))
    bytearray(1 << 30)


def _killed() -> None:
    """End as the kernel ends a process when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> None:
    time.sleep(LONG_S)


def _hang_with_gil() -> None:
    """Hang in C code that lets no other Python thread run."""
    ctypes.PyDLL(None).sleep(LONG_S)


def _flood() -> None:
    for _ in range(FLOOD_LINES):
        print(FLOOD_LINE)


def _chatty() -> None:
    """Do nothing wrong, but log and print as backends' libraries do."""
    logging.getLogger("a.library").warning(LIBRARY_LINE)
    print(PRINTED_LINE)


FAULTS: dict[str, Callable[[], None]] = {
    "retryable": _retryable,
    "final": _final,
    "exception": _exception,
    "exit": _exit,
    "segfault": _segfault,
    "out_of_memory": _out_of_memory,
    "killed": _killed,
    "hang": _hang,
    "hang_with_gil": _hang_with_gil,
    "flood": _flood,
    "chatty": _chatty,
}


class Faulty(Tone):
    """`part_s` is what each part of a segment takes; with `words` it tells when each is spoken."""

    capabilities = Tone.capabilities.__class__(
        languages=("en-US",),
        tags=("laugh",),
        deterministic=True,
        streams=True,
        interleaves=True,
        reads=Tone.capabilities.reads,
        numbered=True,
        options=(
            *Tone.capabilities.options,
            Option("part_s", 0.0, minimum=0, maximum=10),
            Option("words", False),
            Option("fault", "none", choices=("none", "silence", "unspeakable", *FAULTS)),
            Option("fault_at", 0, minimum=0),
        ),
    )

    def __init__(self, load_fault: str = "", load_s: float = 0.0) -> None:
        self._load_fault = load_fault
        self._load_s = load_s

    def load(self) -> None:
        time.sleep(self._load_s)
        if self._load_fault:
            FAULTS[self._load_fault]()

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        if request.segment_index == request.options["fault_at"]:
            fault = str(request.options["fault"])
            if fault == "silence":
                return
            if fault == "unspeakable":
                raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")
            if fault in FAULTS:
                FAULTS[fault]()
        words = _words_by_part(request) if request.options["words"] else {}
        for part, speech in enumerate(super().synthesize(request, cancelled)):
            _wait(float(request.options["part_s"]), cancelled)
            yield Speech(speech.samples, words.get(part, ()))


def _words_by_part(request: SpeechRequest) -> dict[int, tuple[Word, ...]]:
    """Return the words of the text, each with the part that ends it; a part is a character."""
    character_s = SECONDS_PER_CHARACTER / float(request.options["speed"])
    return {
        word.end() - 1: (Word(word[0], word.start() * character_s, word.end() * character_s),)
        for word in re.finditer(r"\S+", request.text)
    }


def _wait(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Take that long, as a backend that computes would, but end soon when cancelled."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not cancelled():
        threading.Event().wait(min(0.01, seconds))
