"""What becomes of each utterance, step by step, for who wants to see it; here for nobody.

`frontend/otel.py` tells OpenTelemetry's collectors, if the environment names one. All of it is
known to the frontend, so workers have no part in it.
"""

import os
from collections.abc import Mapping

import msgspec
from starlette.middleware import Middleware

from frontend.door import Door
from frontend.metrics.instruments import UtteranceOutcome
from frontend.ordering import Ordered
from frontend.style import Style
from tasks.errors import InvalidConfiguration
from tasks.messages import AnyNumberedFrame, SegmentTask

# OpenTelemetry's own names; the second is for traces alone.
ENDPOINT_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class StreamEnd(msgspec.Struct, frozen=True):
    """How a stream ended, and what its listener had of it by then."""

    outcome: UtteranceOutcome
    error: str  # its code, "" if there was none
    first_audio_s: float | None  # since the first text
    segments: int
    audio_s: float


class Trace:
    """One utterance; this one forgets at once what it is told."""

    def enqueued(self, task: SegmentTask, backend: str) -> None:
        """An attempt is on its way into the queue; told again if the queue did not take it."""

    def received(self, frame: AnyNumberedFrame) -> None:
        """A frame of the attempt that counts has come."""

    def retried(self, task: SegmentTask, reason: str) -> None:
        """An attempt was given up, and there will be another."""

    def failed(self, task: SegmentTask, reason: str) -> None:
        """A segment was given up."""

    def taken(self, frame: Ordered) -> None:
        """The listener takes a frame, so it has taken all before it."""

    def ended(self, end: StreamEnd) -> None:
        """The stream is over, and nothing will follow."""


class Traces:
    """Where the traces of a process go; these go nowhere."""

    def middleware(self) -> list[Middleware]:
        """Return what must be around the routes."""
        return []

    def utterance(self, utterance: str, door: Door, style: Style) -> Trace:
        """Begin the trace of an utterance."""
        return NO_TRACE

    async def close(self) -> None:
        """Send what has not been sent yet, as far as that is quick."""


NO_TRACE = Trace()


def open_traces(environ: Mapping[str, str] = os.environ) -> Traces:
    """Return where traces go: to the collector that the environment names, or nowhere.

    Raises:
        InvalidConfiguration: what tells a collector is not installed.
    """
    named = [name for name in ENDPOINT_VARIABLES if environ.get(name)]
    if not named:
        return Traces()
    try:
        from frontend.otel import OtelTraces
    except ImportError as error:
        raise InvalidConfiguration(
            f"{named[0]} is set, but what sends traces is missing ({error}). Install it with: "
            "pip install 'voice-server[traces]'"
        ) from error
    return OtelTraces()
