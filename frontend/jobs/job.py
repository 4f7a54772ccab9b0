"""What a job is: its items, what is to come of them, and how far it has got.

All of these but ItemBody are stored, and may have been written by another version: fields that
this one does not know are ignored.
"""

from typing import Annotated, Any, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType

from backend_queues.base import SAMPLE_BYTES, Word
from backend_queues.options import MAX_TEXT_CHARS
from backend_queues.voices import MAX_LANGUAGE_CHARS, MAX_MIX_CHARS, MAX_NAME_CHARS
from frontend.protocol.asked_text import Parts, Ssml, TextPart, VoiceChoice
from frontend.protocol.jobs import Output, Reason
from frontend.protocol.text_options import TextOptions
from frontend.protocol.wording import Normalisation, Pronunciations

MAX_OPTIONS = 100
MAX_TITLE_CHARS = 300  # of a work, of a chapter, and of its author's name
LONGEST_JOB_S = 86_400  # the latest that an item may begin at


class Item(TextOptions, frozen=True, kw_only=True):
    """A text of a job, which is spoken, or fails, alone."""

    id: Annotated[str, Meta(description="Unique within the job; names the item's file.")]
    text: str = ""
    backend: str = ""
    voice: str = ""
    language: str = ""
    options: dict[str, Any] = msgspec.field(default_factory=dict)
    normalisation: Normalisation = ""
    pronunciations: dict[str, str] = msgspec.field(default_factory=dict)
    chapter: Annotated[
        str, Meta(description="A title; items that follow each other with the same are a chapter.")
    ] = ""
    start_s: Annotated[
        Annotated[float, Meta(ge=0, le=LONGEST_JOB_S)] | None,
        Meta(description="Where its speech begins in the one file, if nothing runs over."),
    ] = None
    parts: tuple[TextPart, ...] = ()
    ssml: Ssml = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts) or (self.text,)

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


BackendName = Annotated[str, Meta(max_length=MAX_NAME_CHARS)]
VoiceName = Annotated[str, Meta(max_length=MAX_MIX_CHARS)]
LanguageTag = Annotated[str, Meta(max_length=MAX_LANGUAGE_CHARS)]
Options = Annotated[
    dict[
        Annotated[str, Meta(max_length=MAX_NAME_CHARS)],
        bool | int | float | Annotated[str, Meta(max_length=MAX_TEXT_CHARS)],
    ],
    Meta(max_length=MAX_OPTIONS),
]


class ItemBody(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item as a client writes it: an unknown field is a mistake, and every field has bounds."""

    id: Annotated[
        str,
        Meta(
            description="Unique within the job; names the item's file.", max_length=MAX_TITLE_CHARS
        ),
    ]
    backend: BackendName = ""
    voice: VoiceName = ""
    language: LanguageTag = ""
    options: Options = msgspec.field(default_factory=dict)
    pronunciations: Pronunciations = msgspec.field(default_factory=dict)
    chapter: Annotated[
        str,
        Meta(
            description="A title; items that follow each other with the same are a chapter.",
            max_length=2 * MAX_TITLE_CHARS,
        ),
    ] = ""
    text: str = cast(str, UNSET)  # of the fields, text or parts must be there
    parts: Parts = ()

    def __post_init__(self) -> None:
        given: str | UnsetType = self.text
        if given is UNSET and not self.parts:
            raise ValueError("Object missing required field `text`, or `parts`")
        if given is UNSET:
            msgspec.structs.force_setattr(self, "text", "")
        elif self.parts and given:
            raise ValueError("An item has a text or parts, not both")

    def item(self) -> Item:
        return Item(**msgspec.structs.asdict(self))


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for. It does not change."""

    id: str
    name: str  # what it was made from, such as a file's name
    created_at: float  # seconds since 1970
    items: int
    chapters: tuple[int, ...] = ()  # the index of each one's first item; () if they are not counted
    characters: int
    backends: tuple[str, ...]  # those of its items
    output: Output
    seed: int
    voices: dict[str, str | VoiceChoice] = {}  # names that its texts use for voices
    owner: str = ""  # the id of the API key that it was submitted with
    expected_s: float = 0.0  # of audio, with all silence
    expected_bytes: int = 0  # in the storage
    cover: str = ""  # the digest of the picture that goes into its files
    warnings: tuple[str, ...] = ()  # what could not be read of its file, and is not spoken


class SpokenSegment(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One synthesised segment, as it is stored."""

    text: str
    pcm: bytes  # mono little-endian int16; of an older version, with the silence after it
    sample_rate_hz: Annotated[int, Meta(gt=0)]
    words: tuple[Word, ...]  # seconds from the segment's first sample; () if the backend has none
    pause_s: float  # how much of the end is silence
    silence: int = 0  # samples of silence after those of `pcm`

    @property
    def seconds(self) -> float:
        return (len(self.pcm) / SAMPLE_BYTES + self.silence) / self.sample_rate_hz


def with_silence_as_length(segment: SpokenSegment) -> SpokenSegment:
    """Return the segment without the zeros at its end: a long pause would fill the disk."""
    samples = len(segment.pcm) // SAMPLE_BYTES
    heard = -(-len(segment.pcm.rstrip(b"\0")) // SAMPLE_BYTES)
    return msgspec.structs.replace(
        segment,
        pcm=segment.pcm[: heard * SAMPLE_BYTES],
        silence=segment.silence + samples - heard,
    )


class ItemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How an item has ended; what a job's counters are made from."""

    id: str
    characters: int
    segments: tuple[str, ...]  # digests, in the order of the text; () if it has failed
    audio_s: float
    failure: Reason | None = None
