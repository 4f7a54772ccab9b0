"""What a client of /stream-tokens is sent, beside audio."""

from typing import Annotated, Self

import msgspec
from msgspec import Meta
from msgspec.structs import asdict

from frontend.audio.encoded import EncodedEvent
from frontend.protocol.events import (
    Done,
    Failure,
    FellBack,
    InLine,
    Marked,
    Opened,
    Queued,
    SegmentBegan,
    SpokenWords,
)
from frontend.server.messages.tokens import Output
from frontend.streaming.contexts.context import Interrupted


class Generating(msgspec.Struct, frozen=True, tag_field="type", tag="generating"):
    """A segment has been enqueued; comes ahead of the audio of those before it."""

    sentence: str
    queue_depth: Annotated[int, Meta(description="Segments that waited in the queue before it.")]


class InterruptedMessage(msgspec.Struct, frozen=True, tag_field="type", tag="interrupted"):
    """The client has interrupted the text, of which nothing more comes."""

    spoken: Annotated[
        str, Meta(description="What was heard of it, by the times of words where there are any.")
    ]
    remaining: Annotated[str, Meta(description="What was not.")]

    @classmethod
    def of(cls, interrupted: Interrupted) -> Self:
        return cls(interrupted.spoken, interrupted.remaining)


class Error(msgspec.Struct, frozen=True, tag_field="type", tag="error", omit_defaults=True):
    """The stream has failed and ends here."""

    code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
    message: Annotated[str, Meta(description="A sentence that says what to change.")]
    retry_after_s: Annotated[
        float | None, Meta(description="When another try may succeed, if that can be said.")
    ] = None


class QueuedEvent(InLine, frozen=True, tag_field="type", tag="queued"):
    """The workers are busy with others; the stream begins when its turn comes."""


class StartEvent(
    Opened, frozen=True, tag_field="type", tag="start", omit_defaults=True, kw_only=True
):
    """The first segment has been enqueued; backend and voice are those it is spoken with."""

    format: Annotated[str, Meta(description="Of the binary messages, which are one stream of it.")]
    resume: Annotated[
        str | None,
        Meta(description="A secret that resumes the stream; only with pcm, mulaw and alaw."),
    ] = None


class SegmentEvent(SegmentBegan, frozen=True, tag_field="type", tag="segment"):
    """The audio from here on is that of this segment."""


class FallbackEvent(FellBack, frozen=True, tag_field="type", tag="fallback"):
    """Another backend speaks from here on, in a voice of its own."""


class WordsEvent(SpokenWords, frozen=True, tag_field="type", tag="words"):
    """Word timings, in seconds from the start of the stream."""


class MarkEvent(Marked, frozen=True, tag_field="type", tag="mark"):
    """A mark of the text is heard."""


class WarningEvent(msgspec.Struct, frozen=True, tag_field="type", tag="warning"):
    """Something in the text cannot be followed, and is passed over."""

    message: Annotated[str, Meta(description="A sentence that says what.")]


class TakenEvent(msgspec.Struct, frozen=True, tag_field="type", tag="taken"):
    """So much of the text needs not be sent again should the connection be lost."""

    messages: Annotated[
        int, Meta(description="How many of the client's messages of this stream are kept.")
    ]


class ResumedEvent(msgspec.Struct, frozen=True, tag_field="type", tag="resumed"):
    """The stream goes on: the next audio is that after the last which the client has."""

    messages: Annotated[
        int, Meta(description="How many messages are kept; send again those after them.")
    ]


class DoneEvent(Done, frozen=True, tag_field="type", tag="done"):
    """Everything has been spoken."""


# Only with events=true
ServerEvent = (
    QueuedEvent
    | StartEvent
    | SegmentEvent
    | FallbackEvent
    | WordsEvent
    | MarkEvent
    | WarningEvent
    | TakenEvent
    | ResumedEvent
    | DoneEvent
)
ServerMessage = Generating | InterruptedMessage | Error | ServerEvent


def message_of(
    event: EncodedEvent, output: Output, resume: str | None = None
) -> ServerMessage | None:
    """Return the message for an event other than audio, or None if it has none."""
    match event:
        case Queued(text="") | SegmentBegan(text=""):
            return None  # a pause, and no segment that anybody could show
        case Queued():
            return Generating(event.text, event.queue_depth)
        case Failure():
            return Error(event.code, event.message, event.retry_after_s)
    return _event_of(event, output.format, resume) if output.events else None


_KINDS: dict[type[EncodedEvent], type[ServerEvent]] = {
    InLine: QueuedEvent,
    SegmentBegan: SegmentEvent,
    FellBack: FallbackEvent,
    SpokenWords: WordsEvent,
    Marked: MarkEvent,
    Done: DoneEvent,
}


def _event_of(event: EncodedEvent, format: str, resume: str | None) -> ServerEvent | None:
    if isinstance(event, Opened):
        return StartEvent(**asdict(event), format=format, resume=resume)
    kind = _KINDS.get(type(event))
    return kind(**asdict(event)) if kind else None
