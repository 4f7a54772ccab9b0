"""The messages of /stream-tokens, in both directions."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta
from msgspec.structs import asdict

from backend_queues.errors import InvalidRequest
from frontend.audio.encoded import EncodedEvent
from frontend.audio.formats import FORMATS, Encoding, check_encoding
from frontend.protocol.events import (
    Done,
    Failure,
    FellBack,
    InLine,
    Opened,
    Queued,
    SegmentBegan,
    SpokenWords,
)
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.journal.heard import Heard

EXAMPLE = '{"token": "Hello "}, {"voice": "", "opts": {"speed": 1.0}} or {"done": true}'
ONCE = "format, sample_rate and events hold for a whole stream; send them before its first token."
RESUME_ALONE = (
    "Send resume first over a new connection, with after, segment and words at the most: "
    '{"resume": "...", "after": 48000}.'
)
Count = Annotated[int, Meta(ge=0, le=2**53)]


class Output(msgspec.Struct, frozen=True):
    """What a client wants to receive, from the first token to the end."""

    format: str = "pcm"
    sample_rate: int | None = None
    events: bool = False

    def encoding(self) -> Encoding:
        """Return the encoding of the audio. Raises InvalidOption if there is no such encoding."""
        return check_encoding(self.format, self.sample_rate)


class ClientMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Any of these fields; those that are missing stay as they are."""

    voice: Annotated[
        str | None,
        Meta(description="A voice of the backend, see GET /voices; empty is its default."),
    ] = None
    backend: Annotated[
        str | None,
        Meta(description="One of GET /engines; another one has other voices and options."),
    ] = None
    language: Annotated[
        str | None, Meta(description="BCP 47, such as en-GB; empty is the voice's own.")
    ] = None
    opts: Annotated[
        dict[str, Any] | None, Meta(description="Options of the backend, see GET /v1/backends.")
    ] = None
    fallback: Annotated[
        bool | None,
        Meta(description="false if no other backend may speak where this one cannot."),
    ] = None
    format: Annotated[
        str | None, Meta(description=f"{', '.join(FORMATS)}; pcm if it is never said.")
    ] = None
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; if never said 24000, or 8000 for mulaw and alaw.")
    ] = None
    events: Annotated[
        bool | None,
        Meta(description="Whether queued, start, segment, words and done are sent too."),
    ] = None
    token: Annotated[str, Meta(description="More of the text.")] = ""
    done: Annotated[bool, Meta(description="The text is complete.")] = False
    resume: Annotated[
        str | None,
        Meta(description="Goes on with the stream whose start had it; the first message, alone."),
    ] = None
    after: Annotated[
        Count, Meta(description="With resume: how many samples of the stream have come.")
    ] = 0
    segment: Annotated[
        Count | None,
        Meta(description="With resume: the segment_index of the last segment that has come."),
    ] = None
    words: Annotated[
        Count | None, Meta(description="With resume: how many words of that segment have come.")
    ] = None

    def heard(self) -> Heard:
        """Return what the client has of the stream that it resumes.

        Raises:
            InvalidRequest: it says more than that.
        """
        if self != ClientMessage(
            resume=self.resume, after=self.after, segment=self.segment, words=self.words
        ):
            raise InvalidRequest(RESUME_ALONE)
        return Heard(self.after, self.segment, self.words)

    def check_resumes_nothing(self) -> None:
        """Raise InvalidRequest if the message would resume a stream in the midst of another."""
        if (self.resume, self.after, self.segment, self.words) != (None, 0, None, None):
            raise InvalidRequest(RESUME_ALONE)

    @property
    def begins(self) -> bool:
        """Whether the text begins here, and so the configuration ends."""
        return bool(self.token) or self.done

    def changed_settings(self, voice_settings: VoiceSettingsRequest) -> VoiceSettingsRequest:
        """Return the voice settings with the changes of this message.

        Another backend has other voices and options, so those of the old one are dropped.
        """
        if self.backend not in (None, voice_settings.backend):
            voice_settings = VoiceSettingsRequest(
                backend=self.backend or "", fallback=voice_settings.fallback
            )
        return VoiceSettingsRequest(
            backend=voice_settings.backend,
            voice=voice_settings.voice if self.voice is None else self.voice,
            language=voice_settings.language if self.language is None else self.language,
            options={**voice_settings.options, **(self.opts or {})},
            fallback=voice_settings.fallback if self.fallback is None else self.fallback,
        )

    def redirected(self, output: Output) -> Output:
        """Return the output with the changes of this message."""
        return Output(
            format=output.format if self.format is None else self.format,
            sample_rate=output.sample_rate if self.sample_rate is None else self.sample_rate,
            events=output.events if self.events is None else self.events,
        )

    def check_keeps(self, output: Output) -> None:
        """Raise InvalidRequest if the message changes what must stay as it is."""
        if self.redirected(output) != output:
            raise InvalidRequest(ONCE)


class Generating(msgspec.Struct, frozen=True, tag_field="type", tag="generating"):
    """A segment has been enqueued; comes ahead of the audio of those before it."""

    sentence: str
    queue_depth: Annotated[int, Meta(description="Segments that waited in the queue before it.")]


class Error(msgspec.Struct, frozen=True, tag_field="type", tag="error", omit_defaults=True):
    """The stream has failed and ends here."""

    code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
    message: Annotated[str, Meta(description="A sentence that says what to change.")]
    retry_after_s: Annotated[
        float | None, Meta(description="When another try may succeed, if that can be said.")
    ] = None


class QueuedEvent(InLine, frozen=True, tag_field="type", tag="queued"):
    """The workers are busy with others; the stream begins when its turn comes."""


class StartEvent(Opened, frozen=True, tag_field="type", tag="start", omit_defaults=True):
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
    | TakenEvent
    | ResumedEvent
    | DoneEvent
)
ServerMessage = Generating | Error | ServerEvent


def message_of(
    event: EncodedEvent, output: Output, resume: str | None = None
) -> ServerMessage | None:
    """Return the message for an event other than audio, or None if it has none."""
    match event:
        case Queued():
            return Generating(event.text, event.queue_depth)
        case Failure():
            return Error(event.code, event.message, event.retry_after_s)
    return _event_of(event, output.format, resume) if output.events else None


def _event_of(event: EncodedEvent, format: str, resume: str | None) -> ServerEvent | None:
    match event:
        case InLine():
            return QueuedEvent(**asdict(event))
        case Opened():
            return StartEvent(**asdict(event), format=format, resume=resume)
        case FellBack():
            return FallbackEvent(**asdict(event))
        case SegmentBegan():
            return SegmentEvent(**asdict(event))
        case SpokenWords():
            return WordsEvent(**asdict(event))
        case Done():
            return DoneEvent(**asdict(event))
    return None
