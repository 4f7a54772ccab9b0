"""What becomes of an utterance's segments, as metrics, traces and log lines."""

from backend_queues.errors import TextCrashesWorkers
from frontend.protocol.outcomes import FallbackReason, RetryReason, SegmentOutcome
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.traces import NO_TRACE, Trace
from tasks.messages import AnyNumberedMessage, Finished, ListenerMessage, SegmentTask
from tasks.process.logs import get_logger

log = get_logger(__name__)


class SegmentObserver:
    """Reports each step of an utterance's segments in the three ways there are."""

    def __init__(self, utterance: str, metrics: Metrics, trace: Trace = NO_TRACE) -> None:
        self._log = log.bind(utterance=utterance)
        self._metrics = metrics
        self._trace = trace
        self._counted: dict[int, int] = {}  # the last attempt counted, by segment

    def enqueuing(self, task: SegmentTask, backend: str) -> None:
        """An attempt is on its way into the queue; said again if the queue did not take it."""
        self._trace.enqueued(task, backend)

    def recorded(self, task: SegmentTask, backend: str) -> None:
        """Redis knows of the attempt, which is sent next: a quick worker may be done with it soon.

        Said again if the queue did not take it, and counted once.
        """
        if self._counted.get(task.segment_index) != task.attempt:
            self._counted[task.segment_index] = task.attempt
            self._metrics.enqueued(backend)

    def received(self, message: AnyNumberedMessage) -> None:
        """A message of the attempt that counts has come."""
        self._trace.received(message)

    def taken(self, message: ListenerMessage) -> None:
        """The listener takes a message, so it has taken all before it."""
        self._trace.taken(message)

    def retried(self, task: SegmentTask, backend: str, why: RetryReason, sentence: str) -> None:
        """An attempt was given up, and there will be another."""
        self._log.warning("A segment is tried again.", **_fields(task, backend), reason=sentence)
        self._trace.retried(task, sentence)
        self._metrics.retried(backend, why)

    def fell_back(self, left: str, backend: str, reason: FallbackReason) -> None:
        """Another backend goes on."""
        self._log.warning("Another backend goes on.", left=left, backend=backend, reason=reason)
        self._trace.fell_back(left, backend, reason)
        self._metrics.fell_back(left, backend, reason)

    def given_up(self, task: SegmentTask, backend: str, code: str, reason: str) -> None:
        """A segment has failed. The reason quotes no text."""
        fields = _fields(task, backend)
        self._log.error("A segment is given up.", **fields, code=code, reason=reason)
        self._trace.failed(task, reason)
        if code == TextCrashesWorkers.code:
            self._metrics.crashing_texts.labels(backend).inc()

    def spoken(self, backend: str, finished: Finished, audio_s: float) -> None:
        """A segment was spoken to its end."""
        self._metrics.spoken(backend, finished, audio_s)

    def over(self, task: SegmentTask, backend: str, outcome: SegmentOutcome) -> None:
        """A segment is not under way any more."""
        self._counted.pop(task.segment_index, None)
        self._metrics.over(backend, outcome)


def _fields(task: SegmentTask, backend: str) -> dict[str, str | int]:
    """Say in a log which attempt it is about."""
    return {
        "segment_index": task.segment_index,
        "attempt": task.attempt,
        "backend": backend,
    }
