"""What a client of /stream-tokens sends."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidRequest
from frontend.audio.formats import FORMATS, Encoding, check_encoding
from frontend.protocol.asked_text import Voices
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Normalisation, Pronunciations, Wording
from frontend.server.messages.shared_fields import CACHE, FALLBACK
from frontend.streaming.journal.heard import Heard

EXAMPLE = '{"token": "Hello "}, {"voice": "", "opts": {"speed": 1.0}} or {"done": true}'
ONCE = "format, sample_rate and events hold for a whole stream; send them before its first token."
RESUME_ALONE = (
    "Send resume first over a new connection, with after, segment and words at the most: "
    '{"resume": "...", "after": 48000}.'
)
INTERRUPT_ALONE = (
    'Send interrupt by itself, or with how much was played: {"interrupt": true, "played_s": 3.2}.'
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


class ClientMessage(TextOptions, frozen=True, forbid_unknown_fields=True):
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
        str | None,
        Meta(description="Such as en-GB or English; empty is the voice's own, auto is detected."),
    ] = None
    opts: Annotated[
        dict[str, Any] | None, Meta(description="Options of the backend, see GET /v1/backends.")
    ] = None
    fallback: Annotated[bool | None, FALLBACK] = None
    cache: Annotated[bool | None, CACHE] = None
    normalisation: Annotated[
        Normalisation | None,
        Meta(description="on, off or auto: whether numbers and so on are turned into words."),
    ] = None
    pronunciations: Annotated[
        Pronunciations | None, Meta(description="Words and how they are said.")
    ] = None
    voices: Annotated[
        Voices | None,
        Meta(description="Names that the text uses for voices, instead of those before."),
    ] = None
    ssml: Annotated[
        bool | None,
        Meta(description="Whether the text is SSML, which is spoken once it is complete."),
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
    interrupt: Annotated[
        bool,
        Meta(description="The text is spoken no further; alone, or with played_s."),
    ] = False
    played_s: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="With interrupt: how much of the text's audio was played, in seconds."),
    ] = None
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

    def interrupts(self) -> bool:
        """Tell whether it interrupts the text. Raises InvalidRequest if it says more than that."""
        alone = ClientMessage(interrupt=self.interrupt, played_s=self.played_s)
        if (self.interrupt or self.played_s is not None) and not (self.interrupt and self == alone):
            raise InvalidRequest(INTERRUPT_ALONE)
        return self.interrupt

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
                backend=self.backend or "",
                wording=voice_settings.wording,
                text=voice_settings.text,
                fallback=voice_settings.fallback,
                cache=voice_settings.cache,
            )
        return VoiceSettingsRequest(
            backend=voice_settings.backend,
            voice=voice_settings.voice if self.voice is None else self.voice,
            language=voice_settings.language if self.language is None else self.language,
            options={**voice_settings.options, **(self.opts or {})},
            wording=self._changed_wording(voice_settings.wording),
            text=TextOptions.of(self).over(voice_settings.text),
            fallback=voice_settings.fallback if self.fallback is None else self.fallback,
            cache=voice_settings.cache if self.cache is None else self.cache,
        )

    def _changed_wording(self, wording: Wording) -> Wording:
        normalisation, pronunciations = self.normalisation, self.pronunciations
        return Wording(
            wording.normalisation if normalisation is None else normalisation,
            wording.pronunciations if pronunciations is None else pronunciations,
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
