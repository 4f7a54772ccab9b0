"""What a frontend process measures of its own streams, for GET /metrics.

Labels are few and bounded: registered backends, endpoints, and the outcomes and reasons named here;
never a voice or a text.
"""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import FallbackReason, RetryReason, SegmentOutcome, UtteranceOutcome
from frontend.telemetry.metrics.cache_metrics import CacheMetrics
from tasks.messages import Finished
from tasks.priority import PRIORITY_STEPS_S

# A switch of the whole process: the time each counter was made would be half of the lines.
disable_created_metrics()  # type: ignore[no-untyped-call]

NO_FALLBACKS: Mapping[str, Iterable[str]] = {}
NAMESPACE = "voice_server"
FIRST_AUDIO_BUCKETS_S = (
    *(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75),
    *(1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0),
)
BATCH_SIZES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
LAG_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The process's instruments, in a registry of their own."""

    def __init__(
        self, backends: Iterable[str], fallbacks: Mapping[str, Iterable[str]] = NO_FALLBACKS
    ) -> None:
        """`fallbacks` says who may speak in the place of each backend."""
        self.backends = tuple(backends)
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._count_streams()
        self._count_listeners()
        self._count_segments()
        self.segment_cache = CacheMetrics(self._counter, self.backends)
        self.event_loop_lag = self._histogram(
            "event_loop_lag_seconds", "How late the event loop runs what is due.", (), LAG_BUCKETS_S
        )
        self.part_restarts = self._counter(
            "part_restarts", "Times a part of the frontend ended and was started again.", ("part",)
        )
        build = Info("build", "What runs.", namespace=NAMESPACE, registry=self.registry)
        build.info({"version": version("voice-server"), "python": platform.python_version()})
        self._begin_at_zero(fallbacks)

    def enqueued(self, backend: str) -> None:
        """Count an attempt at a segment."""
        self.attempts.labels(backend).inc()

    def retried(self, backend: str, reason: RetryReason) -> None:
        self.retries.labels(backend, reason).inc()

    def fell_back(self, left: str, backend: str, reason: FallbackReason) -> None:
        """Count a stream with which another backend goes on."""
        self.fallbacks.labels(left, backend, reason).inc()

    def spoken(self, backend: str, finished: Finished, audio_s: float) -> None:
        """Count what a finished segment's audio lasts, and its share of what it took to make."""
        self.synthesis_seconds.labels(backend).inc(finished.synthesis_s / finished.batch)
        self.audio_seconds.labels(backend).inc(audio_s)
        self.batch_size.labels(backend).observe(finished.batch)

    def over(self, backend: str, outcome: SegmentOutcome) -> None:
        """Count a segment that is not under way any more."""
        self.segments.labels(backend, outcome).inc()

    def _count_streams(self) -> None:
        self.active_streams = Gauge(
            "active_streams",
            "Streams on their way to a client.",
            ["door"],
            namespace=NAMESPACE,
            registry=self.registry,
        )
        self.utterances = self._counter(
            "utterances", "Utterances by how they ended.", ("door", "outcome")
        )
        self.first_audio = self._histogram(
            "first_audio_seconds",
            "From an utterance's first text to its first audio.",
            ("backend", "door"),
            FIRST_AUDIO_BUCKETS_S,
        )
        self.gaps = self._counter(
            "gaps", "Times a listener ran dry while text waited to be heard.", ("backend", "door")
        )
        self.gap_seconds = self._counter(
            "gap_seconds", "What those gaps lasted.", ("backend", "door")
        )

    def _count_listeners(self) -> None:
        self.listeners = self._gauge(
            "listeners", "Streams that are listened to and not synthesised to their end yet."
        )
        self.listener_limit = self._gauge(
            "listener_limit", "How many of those the workers can sustain, 0 while unknown."
        )
        self.waiting_listeners = self._gauge("waiting_listeners", "Streams in line for workers.")
        self.refused = self._counter(
            "refused", "Streams refused as the workers are busy, or Redis is full.", ("backend",)
        )

    def _count_segments(self) -> None:
        self.lead = self._histogram(
            "dispatch_lead_seconds",
            "When a listener was going to need a segment as it was enqueued; not of first ones.",
            ("backend",),
            (*PRIORITY_STEPS_S, 32.0, 64.0),
        )
        self.attempts = self._counter("attempts", "Attempts enqueued.", ("backend",))
        self.retries = self._counter(
            "retries", "Attempts given up for another.", ("backend", "reason")
        )
        self.fallbacks = self._counter(
            "fallbacks",
            "Times a backend was left in a stream for another.",
            ("backend", "to", "reason"),
        )
        self.segments = self._counter(
            "segments", "Segments by what became of them.", ("backend", "outcome")
        )
        self.crashing_texts = self._counter(
            "crashing_texts", "Segments refused as workers have crashed at them.", ("backend",)
        )
        self.synthesis_seconds = self._counter(
            "synthesis_seconds", "Time workers took for the segments spoken.", ("backend",)
        )
        self.batch_size = self._histogram(
            "batch_size", "Segments that were spoken at once.", ("backend",), BATCH_SIZES
        )
        self.audio_seconds = self._counter(
            "audio_seconds", "Audio of the segments spoken, pauses included.", ("backend",)
        )

    def _begin_at_zero(self, fallbacks: Mapping[str, Iterable[str]]) -> None:
        """Show what has not happened yet as 0: a counter that comes with 1 has no first rise."""
        for name, others in fallbacks.items():
            for other in others:
                for why in FallbackReason:
                    self.fallbacks.labels(name, other, why)
        for endpoint in Endpoint:
            self.active_streams.labels(endpoint)
            for ending in UtteranceOutcome:
                self.utterances.labels(endpoint, ending)
        for backend in self.backends:
            for gauge in (self.listeners, self.listener_limit, self.waiting_listeners):
                gauge.labels(backend)
            self.refused.labels(backend)
            for counter in (
                self.attempts,
                self.crashing_texts,
                self.synthesis_seconds,
                self.audio_seconds,
            ):
                counter.labels(backend)
            for outcome in SegmentOutcome:
                self.segments.labels(backend, outcome)
            for reason in RetryReason:
                self.retries.labels(backend, reason)

    def _counter(self, name: str, text: str, labels: tuple[str, ...]) -> Counter:
        return Counter(name, text, labels, namespace=NAMESPACE, registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, ("backend",), namespace=NAMESPACE, registry=self.registry)

    def _histogram(
        self, name: str, text: str, labels: tuple[str, ...], buckets: tuple[float, ...]
    ) -> Histogram:
        return Histogram(
            name, text, labels, namespace=NAMESPACE, registry=self.registry, buckets=buckets
        )
