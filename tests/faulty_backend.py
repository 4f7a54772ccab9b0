"""The tone backend with faults to order: it takes its time, it fails, it hangs, it says nothing."""

import os
import threading
import time
from collections.abc import Callable, Iterator

from backend_queues.base import Option, Speech, SpeechRequest
from backend_queues.tone.adapter import Tone
from tasks.errors import SynthesisFailed

FAULTS = ("none", "retryable", "final", "exception", "silence", "exit")


class Faulty(Tone):
    """`fault` happens at the segment `fault_at`, `part_s` is what each part of it takes."""

    capabilities = Tone.capabilities.__class__(
        languages=("en-US",),
        tags=("laugh",),
        deterministic=True,
        streams=True,
        options=(
            *Tone.capabilities.options,
            Option("part_s", 0.0, minimum=0, maximum=10),
            Option("fault", "none", choices=FAULTS),
            Option("fault_at", 0, minimum=0),
        ),
    )

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        if request.segment_index == request.options["fault_at"]:
            self._fail(str(request.options["fault"]))
            if request.options["fault"] == "silence":
                return
        for speech in super().synthesize(request, cancelled):
            _wait(float(request.options["part_s"]), cancelled)
            yield speech

    def _fail(self, fault: str) -> None:
        if fault == "retryable":
            raise SynthesisFailed("the tone broke")
        if fault == "final":
            raise _Final("the tone is beyond repair")
        if fault == "exception":
            raise ZeroDivisionError("a fault of the engine")
        if fault == "exit":
            os._exit(1)


class _Final(SynthesisFailed):
    retryable = False


def _wait(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Take that long, as an engine that computes would, but end soon when cancelled."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not cancelled():
        threading.Event().wait(min(0.01, seconds))
