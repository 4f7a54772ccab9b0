"""What a request's line and headers say, through the guards and to what reads each of them."""

from contextlib import suppress
from random import Random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Scope

from backend_queues.errors import InvalidRequest, RangeNotSatisfiable, TTSError
from frontend.server.guards.credentials import take_credential
from frontend.server.guards.stack import guards
from frontend.server.http.errors import answer_tts_error
from frontend.server.http.headers import check_json, matches_etag
from frontend.server.whole.ranges import asked_span
from frontend.settings import Settings
from frontend.streaming.once.standing import Request as KeyedRequest
from frontend.streaming.once.standing import Standing
from frontend.streaming.position import END, Position
from frontend.streaming.resume_records import ResumeRight
from tests.fuzz.driving import run_now
from tests.fuzz.mutating import mixed_text, mutated
from tests.fuzz.target import Target

FIELDS: dict[str, tuple[bytes, ...]] = {
    "host": (b"localhost:8000", b"[::1]:8000", b"tts.example.org:443", b"[fe80::1%1]"),
    "origin": (b"http://localhost:8000", b"https://evil.example", b"null", b"http://[::1]:8000"),
    "referer": (b"http://localhost:8000/page", b"https://evil.example:99/a?b"),
    "sec-fetch-site": (b"same-origin", b"cross-site", b"none", b"same-site"),
    "authorization": (b"Bearer vs_0123456789ab_0", b"Token abc", b"Basic YTpi", b"bearer  x  y"),
    "xi-api-key": (b"vs_0123456789ab_00",),
    "x-api-key": (b"vst_abc", b""),
    "range": (b"bytes=0-99", b"bytes=-5", b"bytes=5-", b"bytes=0-1,5-6", b"items=1-2"),
    "if-none-match": (b'"abc", W/"def"', b"*"),
    "last-event-id": (b"abcdef:0:100:0:200:3", b"abc:end", b"0123456789abcdef" * 2 + b":1:2:3:4:5"),
    "idempotency-key": (b"8e03978e-40d5-43dd-bc93-6894a57f9324", b"x" * 255),
    "content-type": (b"application/json; charset=utf-8", b"text/plain", b"application/a+json"),
    "accept-language": (b"en",),
    "user-agent": (b"Mozilla/5.0", b"curl/8"),
    "access-control-request-method": (b"POST",),
}  # fmt: skip
QUERIES = (b"", b"token=vst_abc", b"a=1&token=%ff&token=b", b"text=Hello&voice=", b"token=&&token")
PATHS = ("/health", "/tts", "/sse", "/", "/static/page.js", "/set_engine", "/v1/jobs")
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "DELETE")
SIZES = (0, 1, 100, 10**12)
RATES_HZ = (8_000, 24_000, 48_000)


class Headers(Target):
    """Sends a request through the guards to a route that looks at all headers."""

    name = "headers"
    share = 200

    def __init__(self) -> None:
        paths = [Route("/{path:path}", _look, methods=list(METHODS))]
        settings = Settings(origins="https://app.example", hosts=".example.org")
        self._app = Starlette(
            routes=paths,
            middleware=guards(settings),
            exception_handlers={TTSError: answer_tts_error},
        )

    def make(self, random: Random) -> Scope:
        names = random.sample(list(FIELDS), random.randrange(1, 6))
        fields = [(name.encode(), _value(random, FIELDS[name])) for name in names]
        if random.random() < 0.1:
            fields.append(random.choice(fields))
        return {
            "type": "http",
            "method": random.choice(METHODS),
            "path": _path(random),
            "query_string": _ascii(_value(random, QUERIES)),
            "headers": fields,
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 5000),
        }

    def feed(self, given: Scope) -> None:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        run_now(self._app({**given, "app": self._app}, receive, send))
        assert sent[0]["status"] < 500, sent


async def _look(request: Request) -> PlainTextResponse:
    """Read what the routes read."""
    headers = request.headers
    for size in SIZES:
        with suppress(RangeNotSatisfiable):
            span = asked_span(headers.get("range", ""), size)
            assert span is None or 0 <= span.start < span.end <= size
    _follow(headers.get("last-event-id", ""))
    if key := headers.get("idempotency-key"):
        with suppress(InvalidRequest):
            KeyedRequest.of(key, "", request.url.path, request.url.query)
        Standing.read(key)
    matches_etag(request, '"abc"')
    take_credential(request.scope)
    assert take_credential(request.scope).text == ""
    check_json(request)
    return PlainTextResponse("")


def _follow(text: str) -> None:
    """Read a Last-Event-ID, as /sse does."""
    try:
        token, position = Position.parse(text)
        assert position or text.endswith(END)
        right = ResumeRight(token)
        assert right.name and right.old_name in ("", token)
        if position:
            assert min(position.resume_sample, position.sample, position.words) >= 0
            for rate_hz in RATES_HZ:
                position.check(rate_hz)
    except InvalidRequest:
        pass


def _path(random: Random) -> str:
    path = random.choice(PATHS)
    return path if random.random() < 0.8 else path + mixed_text(random, PATHS)


def _ascii(query: bytes) -> bytes:
    """Return the query without what httptools refuses."""
    return bytes(byte for byte in query if 0x20 < byte < 0x7F)


def _value(random: Random, samples: tuple[bytes, ...]) -> bytes:
    """Return a value as h11 and httptools let it through: without line ends."""
    value = mutated(random, random.choice(samples), samples)
    return value.translate(None, b"\r\n\0")
