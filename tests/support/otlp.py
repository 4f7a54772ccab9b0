"""A collector of OpenTelemetry's traces, as far as a test needs one: OTLP over HTTP."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span as OtlpSpan
from opentelemetry.proto.trace.v1.trace_pb2 import Status

from tests.support.processes import wait_until

WAIT_S = 30


class Span(msgspec.Struct, frozen=True):
    name: str
    trace_id: str
    span_id: str
    parent_id: str  # "" is none
    start_ns: int
    end_ns: int
    attributes: dict[str, object]  # without the prefix of our own
    events: list[str]
    error: str  # why it is in error, "" if it is not
    service: str


class Collector:
    """Keeps the spans that were sent to it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.spans: list[Span] = []
        self._asked = threading.Event()
        self._answers = threading.Event()
        self._answers.set()

    @contextmanager
    def hanging(self) -> Iterator[Callable[[float], bool]]:
        """Give no answer while the block runs; yields what waits until there is one to give."""
        self._answers.clear()
        self._asked.clear()
        try:
            yield self._asked.wait
        finally:
            self._answers.set()

    def utterance(self, **attributes: object) -> Span:
        """Wait for the span of an utterance, which comes after all within it."""
        found: list[Span] = []

        def look() -> bool:
            found.extend(
                span
                for span in self.spans
                if span.name == "utterance" and attributes.items() <= span.attributes.items()
            )
            return bool(found)

        wait_until(look, WAIT_S)
        return found[0]

    def children(self, parent: Span, name: str) -> list[Span]:
        """Return the parent's spans of that name, in the order in which they began."""
        spans = [s for s in self.spans if (s.parent_id, s.name) == (parent.span_id, name)]
        return sorted(spans, key=lambda span: span.start_ns)

    def keep(self, body: bytes) -> None:
        self._asked.set()
        self._answers.wait()
        for sent in ExportTraceServiceRequest.FromString(body).resource_spans:
            service = _values(sent.resource.attributes)["service.name"]
            for scope in sent.scope_spans:
                self.spans += [_read(span, str(service)) for span in scope.spans]


@contextmanager
def running_collector() -> Iterator[Collector]:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        collector = Collector(f"http://127.0.0.1:{server.server_port}")
        server.RequestHandlerClass = _handler(collector.keep)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()


def _handler(keep: Callable[[bytes], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            keep(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Tests' output is for what the server says."""

    return Handler


def _read(span: OtlpSpan, service: str) -> Span:
    failed = span.status.code == Status.STATUS_CODE_ERROR
    values = _values(span.attributes)
    return Span(
        name=span.name,
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        start_ns=span.start_time_unix_nano,
        end_ns=span.end_time_unix_nano,
        attributes={name.removeprefix("voice_server."): value for name, value in values.items()},
        events=[event.name for event in span.events],
        error=span.status.message if failed else "",
        service=service,
    )


def _values(attributes: "list[KeyValue]") -> dict[str, object]:
    return {
        attribute.key: getattr(attribute.value, str(attribute.value.WhichOneof("value")))
        for attribute in attributes
    }
