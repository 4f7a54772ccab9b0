"""Traces as OpenTelemetry's spans, sent in the background to a collector over OTLP/HTTP.

    utterance               from its opening to its end
      segment               from its first attempt's way into the queue until it was heard
        queue               of an attempt: until a worker began it
        synthesize          of an attempt: until the worker was done; in error if it was given up
        deliver             from its first audio here until the listener had taken the last

OpenTelemetry's own variables are respected: OTEL_EXPORTER_OTLP_*, OTEL_BSP_*, OTEL_TRACES_SAMPLER,
OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES. A collector that is away costs spans, and no speech.
"""

import asyncio
import logging
import threading
from importlib.metadata import version

from opentelemetry.context import attach, detach
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.telemetry.traces import StreamEnd, Trace, Traces
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import (
    AnyNumberedMessage,
    Chunk,
    Finished,
    ListenerMessage,
    SegmentTask,
    Started,
)

SERVICE = "voice-server"
PREFIX = "voice_server."  # of our attributes
CLOSE_S = 1.0
LOOK_S = 0.02
CANCELLED = "its stream ended first"

Value = str | int | float | None


class OtelTraces(Traces):
    """Sends to the collector that the environment names, from a thread of its own."""

    def __init__(self) -> None:
        # It has a line for each try; that in the end none was answered is enough to know.
        logging.getLogger("opentelemetry.exporter.otlp").setLevel("ERROR")
        self._exporter = OTLPSpanExporter()
        self._provider = TracerProvider(resource=_resource(), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(self._exporter))
        self._tracer = self._provider.get_tracer(SERVICE, version(SERVICE))

    def middleware(self) -> list[Middleware]:
        return [Middleware(TraceParent)]

    def utterance(self, utterance: str, endpoint: Endpoint, voice_settings: VoiceSettings) -> Trace:
        named = {"utterance": utterance, "door": endpoint, "backend": voice_settings.backend.name}
        attributes = _attributes(**named, voice=voice_settings.voice)
        # The parent is what TraceParent has put into the context of the client's task.
        span = self._tracer.start_span("utterance", kind=SpanKind.SERVER, attributes=attributes)
        return UtteranceSpans(self._tracer, span)

    async def close(self) -> None:
        """In a thread that nobody waits for at the end: the SDK may take half a minute."""
        closing = threading.Thread(target=self._provider.shutdown, name="traces", daemon=True)
        closing.start()
        deadline = asyncio.get_running_loop().time() + CLOSE_S
        while closing.is_alive():
            if asyncio.get_running_loop().time() > deadline:
                self._exporter.shutdown()  # type: ignore[no-untyped-call]
                return
            await asyncio.sleep(LOOK_S)


class TraceParent:
    """Makes the span that a client's `traceparent` names the parent of what it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {key.decode("latin-1"): value for key, value in scope.get("headers", ())}
        carrier = {
            name: headers[name].decode("latin-1")
            for name in self._propagator.fields
            if name in headers
        }
        token = attach(self._propagator.extract(carrier))
        try:
            await self._app(scope, receive, send)
        finally:
            detach(token)


class UtteranceSpans(Trace):
    """The span of one utterance, and those of its segments that are not over."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        self._tracer = tracer
        self._span = span
        self._context = set_span_in_context(span)
        self._segments: dict[int, SegmentSpans] = {}
        self._sounds = False

    def enqueued(self, task: SegmentTask, backend: str) -> None:
        index = task.segment_index
        if index not in self._segments:
            named: dict[str, Value] = {"segment_index": index, "backend": backend}
            attributes = _attributes(**named, characters=len(task.text))
            span = self._tracer.start_span("segment", self._context, attributes=attributes)
            self._segments[index] = SegmentSpans(self._tracer, span)
        self._segments[index].enqueued(task.attempt)

    def received(self, message: AnyNumberedMessage) -> None:
        if segment := self._segments.get(message.segment_index):
            segment.received(message)

    def retried(self, task: SegmentTask, reason: str) -> None:
        if segment := self._segments.get(task.segment_index):
            segment.end_attempt(reason)

    def fell_back(self, left: str, backend: str, reason: str) -> None:
        self._span.add_event("fallback", {"from": left, "to": backend, "reason": reason})

    def failed(self, task: SegmentTask, reason: str) -> None:
        if segment := self._segments.pop(task.segment_index, None):
            segment.end(reason)

    def taken(self, message: ListenerMessage) -> None:
        if isinstance(message, Chunk) and not self._sounds:
            self._sounds = True
            self._span.add_event("first audio")
        segment = self._segments.get(message.segment_index)
        if isinstance(message, Finished) and segment:
            del self._segments[message.segment_index]
            segment.end()

    def ended(self, end: StreamEnd) -> None:
        for segment in self._segments.values():
            segment.end(CANCELLED)
        self._segments.clear()
        self._span.set_attributes(
            _attributes(
                outcome=end.outcome,
                error=end.error or None,
                first_audio_s=end.first_audio_s,
                segments=end.segments,
                audio_s=end.audio_s,
            )
        )
        if end.outcome is UtteranceOutcome.FAILED:
            self._span.set_status(StatusCode.ERROR, end.error)
        self._span.end()


class SegmentSpans:
    """A segment's span, and its steps: those of its attempts one after the other, and deliver."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        self._tracer = tracer
        self._span = span
        self._context = set_span_in_context(span)
        self._attempt = 0
        self._step: Span | None = None  # queue or synthesize
        self._deliver: Span | None = None

    def enqueued(self, attempt: int) -> None:
        if attempt != self._attempt:
            self._attempt = attempt
            self._step = self._begin("queue", attempt=attempt)

    def received(self, message: AnyNumberedMessage) -> None:
        match message:
            case Started():
                self.end_attempt()
                self._step = self._begin(
                    "synthesize", attempt=message.attempt, worker=message.worker
                )
            case Chunk() if self._deliver is None:
                self._deliver = self._begin("deliver")
            case Finished() if self._step:
                synthesis_s = round(message.synthesis_s, 3)
                attributes = _attributes(synthesis_s=synthesis_s, batch=message.batch)
                self._step.set_attributes(attributes)
                self.end_attempt()

    def end_attempt(self, error: str = "") -> None:
        """End the attempt's step, in error if there is one."""
        if self._step:
            _end(self._step, error)
        self._step = None

    def end(self, error: str = "") -> None:
        self.end_attempt(error)
        if self._deliver:
            _end(self._deliver, error)
        self._span.set_attributes(_attributes(attempts=self._attempt))
        _end(self._span, error)

    def _begin(self, name: str, **attributes: Value) -> Span:
        return self._tracer.start_span(name, self._context, attributes=_attributes(**attributes))


def _end(span: Span, error: str) -> None:
    if error:
        span.set_status(StatusCode.ERROR, error)
    span.end()


def _attributes(**values: Value) -> dict[str, str | int | float]:
    """Name the values there are as OpenTelemetry's attributes."""
    return {f"{PREFIX}{name}": value for name, value in values.items() if value is not None}


def _resource() -> Resource:
    """Say who sends; what the environment says of that comes before our own."""
    own = Resource({"service.name": SERVICE, "service.version": version(SERVICE)})
    return Resource.create().merge(own).merge(OTELResourceDetector().detect())
