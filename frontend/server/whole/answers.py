"""How the audio of a text is answered: streamed, whole, or a part of what was finished before.

A text is streamed as it is made. Who asks for `stream: false` gets a file that knows its length,
and so does who asks for a text so short that its backend makes all of it with its first audio.

A GET is kept for a while once it is finished, for a Range and a HEAD. A player that asks for a part
of what is not there, as Safari begins with the first two bytes, waits until all is made. One that
asks for all by a Range, as Chromium does, hears it at once.
"""

import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import Overloaded, RangeNotSatisfiable
from frontend.audio.completed import completed_in_place
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import Done, Failure
from frontend.server.http.audio_body import HEADERS, audio_body
from frontend.server.http.buffered_stream import BufferedStream
from frontend.server.http.disconnect import cancel_on_disconnect
from frontend.server.http.errors import error_response
from frontend.server.http.sending import TimedBody, unmeasured
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.whole.audio import WholeAudio
from frontend.server.whole.finished import Finished, FinishedStreams, new_etag
from frontend.server.whole.gathering import gather
from frontend.server.whole.ranges import Span, asked_span
from frontend.server.whole.short import WAIT_S, is_soon_whole
from frontend.server.whole.told import BACKEND, rate_of, told_of

PART_BYTES = 65_536
IDEMPOTENCY_KEY = "idempotency-key"
MOST_KEPT_BYTES = 16_000_000  # of one stream
ALL_BYTES = re.compile(r"bytes\s*=\s*0\s*-\s*", re.IGNORECASE | re.ASCII)
PARTS = {**HEADERS, "Accept-Ranges": "bytes"}

Opens = Callable[[], Awaitable[BufferedStream | Failure]]


@dataclass(frozen=True)
class AudioAnswer:
    """The answer to one request; a Failure is for its route to answer."""

    request: Request
    encoding: Encoding
    characters: int
    whole: bool

    async def of(self, stream: BufferedStream | Failure) -> Response | Failure:
        """Return the answer with the audio of a stream."""
        if isinstance(stream, Failure):
            return stream
        told = told_of(stream)
        audio, rest = await self.gathered(stream)
        if audio:
            return self.body(audio, {**HEADERS, **told})
        return rest if isinstance(rest, Failure) else self.streamed(rest, told)

    async def gathered(
        self, stream: BufferedStream
    ) -> tuple[WholeAudio | None, BufferedStream | Failure]:
        """Return the whole audio, if that can be waited for; if not, what is to be sent instead."""
        if not self.whole and not self._may_be_whole(stream):
            return None, stream
        wait_s = None if self.whole else WAIT_S
        gathered = await cancel_on_disconnect(self.request, gather(stream, wait_s))
        if self.whole and gathered.failure:
            return None, gathered.failure
        return await gathered.whole(self.encoding), gathered.stream()

    def _may_be_whole(self, stream: BufferedStream) -> bool:
        """Whether a moment more is waited; repetitions by a key are to be the same to the byte."""
        if IDEMPOTENCY_KEY in self.request.headers:
            return False
        workers = state_of(self.request).fleet.workers(told_of(stream).get(BACKEND, ""))
        return is_soon_whole(self.characters, workers, self.encoding)

    def streamed(self, stream: BufferedStream, told: Mapping[str, str]) -> Response:
        answer = audio_body(stream.events(), self.encoding, send_timeout_of(self.request))
        answer.headers["Content-Type"] = self.encoding.content_type
        answer.headers.update(rate_of(self.encoding) | dict(told))
        return answer

    def body(
        self, audio: WholeAudio, headers: dict[str, str], span: Span | None = None
    ) -> Response:
        """Return the answer with the audio, or the span of it."""
        size = len(audio.data)
        wanted = span or Span(0, size)
        headers = headers | rate_of(self.encoding) | {"Content-Length": str(wanted.length)}
        if span:
            headers["Content-Range"] = span.content_range(size)
        return TimedBody(
            _parts(audio, wanted),
            send_timeout_of(self.request),
            status=206 if span else 200,
            headers=headers,
            media_type=self.encoding.content_type,
        )


@dataclass(frozen=True)
class KeptAnswer:
    """The answer to a GET or HEAD: `name` is that of its stream among the finished ones."""

    answer: AudioAnswer
    finished: FinishedStreams
    name: str
    etag: str = field(default_factory=new_etag)

    async def of(self, opens: Opens) -> Response | Failure:
        """Return the answer from what is kept, or with a new stream."""
        wanted = self.answer.request.headers.get("range", "")
        found = self.finished.find(self.name) if wanted else None
        if found:
            return self._part(found)
        if wanted and not ALL_BYTES.fullmatch(wanted.strip()):
            return await cancel_on_disconnect(self.answer.request, self._once_whole(opens))
        return await self._new(opens)

    def head(self) -> Response:
        """Return the answer without its body."""
        found = self.finished.find(self.name)
        encoding = self.answer.encoding
        kind = {"Content-Type": encoding.content_type}
        answer = unmeasured(kind | PARTS | rate_of(encoding))
        if found:
            answer.headers.update(found.told)
            answer.headers["ETag"] = found.etag
            answer.headers["Content-Length"] = str(len(found.audio.data))
        return answer

    async def _new(self, opens: Opens) -> Response | Failure:
        stream = await opens()
        if isinstance(stream, Failure):
            return stream
        told = told_of(stream)
        audio, rest = await self.answer.gathered(stream)
        if audio:
            return self._part(self.finished.keep(self.name, audio, self.etag, told))
        if isinstance(rest, Failure):
            return rest
        kept = BufferedStream([], self._kept(rest, told))
        answer = self.answer.streamed(kept, told)
        answer.headers.update({"Accept-Ranges": "bytes", "ETag": self.etag})
        return answer

    async def _once_whole(self, opens: Opens) -> Response | Failure:
        """Wait for all of it, of which a part is asked for."""
        async with self.finished.turn(self.name):
            if found := self.finished.find(self.name):
                return self._part(found)
            whole = AudioAnswer(
                self.answer.request, self.answer.encoding, self.answer.characters, whole=True
            )
            return await KeptAnswer(whole, self.finished, self.name)._new(opens)

    def _part(self, found: Finished) -> Response:
        headers = PARTS | {"ETag": found.etag, **found.told}
        try:
            span = self._span(found)
        except RangeNotSatisfiable as error:
            answer = error_response(error)
            answer.headers["Content-Range"] = f"bytes */{len(found.audio.data)}"
            return answer
        return self.answer.body(found.audio, headers, span)

    def _span(self, found: Finished) -> Span | None:
        headers = self.answer.request.headers
        if headers.get("if-range", found.etag) != found.etag:
            return None
        return asked_span(headers.get("range", ""), len(found.audio.data))

    async def _kept(
        self, stream: BufferedStream, told: Mapping[str, str]
    ) -> AsyncGenerator[EncodedEvent]:
        """Yield the events, and keep their audio at the end."""
        data, samples = bytearray(), 0
        async with aclosing(stream.events()) as events:
            async for event in events:
                if isinstance(event, EncodedAudio) and len(data) <= MOST_KEPT_BYTES:
                    data += event.data
                    samples = event.samples
                elif isinstance(event, Done) and len(data) <= MOST_KEPT_BYTES:
                    self._keep(bytes(data), samples, told)
                yield event

    def _keep(self, data: bytes, samples: int, told: Mapping[str, str]) -> None:
        encoding = self.answer.encoding
        try:
            audio = WholeAudio(completed_in_place(data, encoding, samples), encoding)
        except Overloaded:
            return
        self.finished.keep(self.name, audio, self.etag, told)


async def _parts(audio: WholeAudio, span: Span) -> AsyncGenerator[bytes]:
    for start in range(span.start, span.end, PART_BYTES):
        yield audio.data[start : min(span.end, start + PART_BYTES)]
