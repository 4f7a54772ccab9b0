"""The events of /sse, and its headers."""

from typing import Annotated

import msgspec
from msgspec import Meta

from frontend.audio.formats import RAW
from frontend.protocol.events import (
    Done,
    Failure,
    FellBack,
    InLine,
    Marked,
    Opened,
    SegmentBegan,
    SpokenWords,
)
from frontend.server.messages.speak import IdempotencyKey


class SSEHeaders(msgspec.Struct, frozen=True):
    """The headers that change what is answered."""

    last_event_id: Annotated[
        str, Meta(description="The id of the last event; what follows it is answered.")
    ] = msgspec.field(default="", name="Last-Event-ID")


class SSEPostHeaders(SSEHeaders, frozen=True):
    """Those of a POST."""

    idempotency_key: IdempotencyKey = msgspec.field(default="", name="Idempotency-Key")


class Start(Opened, frozen=True, kw_only=True):
    """The first segment has been enqueued; backend and voice are those it is spoken with."""

    format: Annotated[str, Meta(description=f"Of all audio of the stream: {', '.join(RAW)}.")]


class AudioData(msgspec.Struct, frozen=True):
    """The next part of the stream's audio."""

    segment_index: int
    # msgspec writes bytes as base64
    pcm: Annotated[bytes, Meta(description="Base64 of mono audio: little-endian int16, or G.711.")]


EVENT_NAMES: dict[type[msgspec.Struct], str] = {
    InLine: "queued",
    Start: "start",
    FellBack: "fallback",
    SegmentBegan: "segment",
    SpokenWords: "words",
    Marked: "mark",
    AudioData: "audio",
    Done: "done",
    Failure: "error",
}
