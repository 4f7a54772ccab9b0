"""What lets any frontend resume an utterance whose client has lost its connection.

It is kept in Redis while the utterance is spoken, and for as long as it can be heard again.
Resuming begins another generation of the utterance: its tasks and messages go by a new name, so
that no claim, log or cancellation of the generation before concerns them.
"""

from collections.abc import Sequence
from typing import Self

import msgspec

from backend_queues.base import OptionValue, VoiceSample
from backend_queues.errors import UnknownUtterance
from backend_queues.registry import Registry
from frontend.audio.formats import HIGHEST_HZ, RAW, Encoding
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.wording import AS_WRITTEN, Wording
from frontend.streaming.journal.entries import Continued, as_they_are, encodable
from frontend.streaming.journal.kept_parts import KeptParts
from frontend.streaming.once.made import Made
from frontend.streaming.ports import ResumeStore
from frontend.streaming.position import START, Position
from frontend.streaming.resume_records import (
    ResumeRight,
    unpacked,
    utterance_of,
)
from frontend.text.segment import PhraseLimits
from frontend.voices.casting.parted_text import PartedText, Text, parted
from frontend.voices.voice_settings import InLanguage, VoiceSettings
from tasks.process.decoding import UNDECODABLE
from tasks.process.logs import get_logger

log = get_logger(__name__)

UNKNOWN = (
    "The stream cannot be resumed: nothing is known of it, or not any more. Send the text again, "
    "without Last-Event-ID."
)


class Resumable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole text and all that decides how it sounds."""

    text: str | None  # None: it has parts, which an older version must not speak in one voice
    backend: str
    voice: str
    language: str
    options: dict[str, OptionValue]
    tags: tuple[str, ...]
    voice_sample: VoiceSample | None = msgspec.field(name="sample")
    seed: int
    encoding: Encoding
    first_phrase: PhraseLimits | None = PhraseLimits()  # by which older versions cut
    realtime: bool = True
    parts: KeptParts | None = None
    wording: Wording = AS_WRITTEN  # as older versions speak
    reads: tuple[str, ...] = ()
    phonemes: bool = False
    text_options: TextOptions = AS_SET
    by_language: dict[str, InLanguage] = {}
    fallback: bool = True
    continued: tuple[Continued, ...] = ()  # by other backends than the one asked for
    cache: bool = True

    @classmethod
    def of(
        cls,
        text: Text,
        voice_settings: VoiceSettings,
        encoding: Encoding,
        seed: int,
        first_phrase: PhraseLimits | None,
        *,
        realtime: bool = True,
    ) -> Self:
        parts, kept = parted(text, voice_settings), as_they_are(voice_settings)
        return cls(
            text=None if parts.plain is None else encodable(parts.plain),
            text_options=kept.pop("text"),
            **kept,
            seed=seed,
            encoding=encoding,
            first_phrase=first_phrase,
            realtime=realtime,
            parts=KeptParts.of(parts) if parts.plain is None else None,
        )

    def after(self, continued: Sequence[Continued]) -> Self:
        """Return it as other backends have gone on with it."""
        return msgspec.structs.replace(self, continued=tuple(continued))

    def parted_text(self, registry: Registry) -> PartedText:
        """Return the text with the voice settings it was begun with, whatever the defaults are now.

        Raises:
            UnknownBackend: this frontend's registry does not have it.
        """
        settings = VoiceSettings(
            backend=registry.get(self.backend),
            voice=self.voice,
            language=self.language,
            options=self.options,
            tags=self.tags,
            voice_sample=self.voice_sample,
            wording=self.wording,
            reads=self.reads,
            phonemes=self.phonemes,
            text=self.text_options,
            by_language=self.by_language,
            fallback=self.fallback,
            cache=self.cache,
        )
        if self.parts:
            return PartedText(settings, self.parts.passages(registry))
        return parted(self.text or "", settings)


class ResumePoint(msgspec.Struct, frozen=True):
    """Where a generation of an utterance begins, its name, and its seed; None is any.

    Its first sentence is cut as before, so that positions mean the same. The first generation has
    the utterance's own name, later ones a number behind it.
    """

    generation: str
    position: Position = START
    seed: int | None = None
    first_phrase: PhraseLimits | None = None
    made: Made = {}  # segments that need not be spoken again
    continued: Sequence[Continued] = ()

    @classmethod
    def of(
        cls,
        resumable: Resumable,
        generation: str,
        position: Position = START,
        made: Made | None = None,
    ) -> Self:
        """Return the point at which what was kept goes on, by that name."""
        return cls(
            generation,
            position,
            resumable.seed,
            resumable.first_phrase,
            made=made or {},
            continued=resumable.continued,
        )


async def resume(
    store: ResumeStore, right: ResumeRight, position: Position
) -> tuple[Resumable, ResumePoint]:
    """Take an utterance over; whichever frontend speaks it now stops.

    Raises:
        UnknownUtterance: nothing is known of it any more, or it is another's.
        RedisUnavailable: nothing can be known.
    """
    taken = await store.take_over(right.name, right.owner)
    if taken is None and right.old_name:
        taken = await store.take_over(right.old_name, right.owner)
    if taken is None:
        raise UnknownUtterance(UNKNOWN)
    resumable, generation = read_record(*taken), taken[1]
    if resumable.encoding.format not in RAW:
        raise UnknownUtterance(UNKNOWN)
    return resumable, ResumePoint.of(resumable, generation, position)


def read_record(record: bytes, generation: str) -> Resumable:
    """Read what was kept. Raises UnknownUtterance if it is of another version."""
    try:
        return _read(record)
    except UNDECODABLE as error:
        fields = {"utterance": utterance_of(generation), "error": str(error)}
        log.warning("What is kept of an utterance is of another version.", **fields)
        raise UnknownUtterance(UNKNOWN) from error


def _read(record: bytes) -> Resumable:
    """Read what was kept. Raises one of UNDECODABLE."""
    resumable = msgspec.json.decode(unpacked(record), type=Resumable)
    if not 0 < resumable.encoding.sample_rate_hz <= HIGHEST_HZ:
        raise ValueError(f"Its encoding is {resumable.encoding}.")
    return resumable
