"""The steps of each utterance, for whoever wants to see them; the classes here ignore them.

`otel.py` sends them to an OpenTelemetry collector, if the environment names one. The frontend
knows all of it, so workers have no part in it.
"""

import msgspec
from starlette.middleware import Middleware

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import AnyNumberedMessage, ListenerMessage, SegmentTask


class StreamEnd(msgspec.Struct, frozen=True):
    """How a stream ended, and what its listener had of it by then."""

    outcome: UtteranceOutcome
    error: str  # its code, "" if there was none
    first_audio_s: float | None  # since the first text
    segments: int
    audio_s: float


class Trace:
    """One utterance; this class ignores everything."""

    def enqueued(self, task: SegmentTask, backend: str) -> None:
        """An attempt is on its way into the queue; said again if the queue did not take it."""

    def received(self, message: AnyNumberedMessage) -> None:
        """A message of the attempt that counts has come."""

    def retried(self, task: SegmentTask, reason: str) -> None:
        """An attempt was given up, and there will be another."""

    def fell_back(self, left: str, backend: str, reason: str) -> None:
        """Another backend goes on with the utterance."""

    def failed(self, task: SegmentTask, reason: str) -> None:
        """A segment was given up."""

    def taken(self, message: ListenerMessage) -> None:
        """The listener takes a message, so it has taken all before it."""

    def ended(self, end: StreamEnd) -> None:
        """The stream is over, and nothing will follow."""


class Traces:
    """Where the traces of a process go; these go nowhere."""

    def middleware(self) -> list[Middleware]:
        """Return what must be around the routes."""
        return []

    def utterance(self, utterance: str, endpoint: Endpoint, voice_settings: VoiceSettings) -> Trace:
        """Begin the trace of an utterance."""
        return NO_TRACE

    async def close(self) -> None:
        """Send what has not been sent yet, as far as that is quick."""


NO_TRACE = Trace()
