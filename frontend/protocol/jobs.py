"""What clients and the server say to each other about batch jobs.

What is answered and stored may come from another version, so unknown fields are ignored and
unknown values are read. What a client asks for has a stricter type, as an unknown name is a slip.
"""

from enum import StrEnum
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

PAGE = 100  # jobs of a list, where a client does not say how many

Files = Literal["item", "chapter", "one"]
Captions = Literal["srt", "vtt"]
Notes = Literal["skip", "speak"]
Overlay = Literal["sentence", "word"]

MAX_DATE_CHARS = 40
MAX_TAG_CHARS = 300  # of a file's title, and of its author's name

# For the document: of these, whatever another version may know.
_FILES: dict[str, object] = {"enum": list(get_args(Files))}
_CAPTIONS: dict[str, object] = {"enum": list(get_args(Captions))}


OverlayField = Annotated[
    Overlay,
    Meta(
        description="What an epub marks as it is heard: sentences, or words, where a backend "
        "tells their times."
    ),
]


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """The files that a job makes."""

    format: Annotated[
        str, Meta(description="As of /tts; or m4b, an audio book; or epub, also to read.")
    ] = "mp3"
    sample_rate: Annotated[int | None, Meta(description="In Hz; none is the format's own.")] = None
    files: Annotated[
        str,
        Meta(description="One for each item, for each chapter, or one.", extra_json_schema=_FILES),
    ] = "item"
    captions: Annotated[
        tuple[Annotated[str, Meta(extra_json_schema=_CAPTIONS)], ...],
        Meta(description="Files of captions to go with each."),
    ] = ()
    title: Annotated[str, Meta(description="Of the work, for the file's tags.")] = ""
    author: Annotated[str, Meta(description="Of the work, for the file's tags.")] = ""
    date: Annotated[str, Meta(description="Of the work, for the file's tags: a year or a day.")] = (
        ""
    )
    overlay: Annotated[
        str,
        Meta(
            description="What an epub marks as it is heard.",
            extra_json_schema={"enum": list(get_args(Overlay))},
        ),
    ] = "sentence"


class OutputBody(Output, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files that a client asks for."""

    files: Annotated[Files, Meta(description="One for each item, for each chapter, or one.")] = (
        "item"
    )
    captions: Annotated[
        tuple[Captions, ...], Meta(description="Files of captions to go with each.", max_length=10)
    ] = ()
    title: Annotated[
        str, Meta(description="Of the work, for the file's tags.", max_length=MAX_TAG_CHARS)
    ] = ""
    author: Annotated[
        str, Meta(description="Of the work, for the file's tags.", max_length=MAX_TAG_CHARS)
    ] = ""

    date: Annotated[
        str,
        Meta(
            description="Of the work, for the file's tags: a year or a day.",
            max_length=MAX_DATE_CHARS,
        ),
    ] = ""

    overlay: OverlayField = "sentence"

    def output(self) -> Output:
        return Output(**msgspec.structs.asdict(self))


class State(StrEnum):
    RUNNING = "running"  # also while it waits for a worker or for Redis
    PAUSED = "paused"
    DONE = "done"  # every item was spoken
    PARTIAL = "partial"  # some items have failed
    FAILED = "failed"  # all have, or the files cannot be made
    UNREADABLE = "unreadable"  # what is stored of it is damaged, or of another version

    @classmethod
    def _missing_(cls, value: object) -> "State":
        """Read the state that only another version knows."""
        return cls.UNREADABLE

    @property
    def ended(self) -> bool:
        """Whether the job will not change by itself any more."""
        return self in (State.DONE, State.PARTIAL, State.FAILED, State.UNREADABLE)


class Reason(msgspec.Struct, frozen=True):
    """Why something failed."""

    code: str
    message: str


class FailedItem(Reason, frozen=True):
    """An item that was not spoken."""

    id: str


class Counts(msgspec.Struct, frozen=True):
    total: int
    done: int
    failed: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job has got."""

    id: str
    name: str
    state: State
    created_at: Annotated[float, Meta(description="In seconds since 1970.")]
    output: Output
    items: Counts
    chapters: Annotated[
        Counts | None,
        Meta(
            description="Of a work that has several: those whose items have all ended, well or "
            "with some that have failed; null: they are not counted."
        ),
    ] = None
    characters: Counts
    segments: Annotated[int, Meta(description="Synthesised so far.")]
    audio_s: Annotated[float, Meta(description="Seconds of speech so far.")]
    rate: Annotated[
        float | None, Meta(description="Seconds of speech made in a second, of late; null: none.")
    ] = None
    time_left_s: Annotated[float | None, Meta(description="An estimate; null: unknown.")] = None
    owner: Annotated[
        str, Meta(description="The id of the API key that it was submitted with; empty: of none.")
    ] = ""
    ended_at: Annotated[
        float | None, Meta(description="In seconds since 1970; null: it has not.")
    ] = None
    size_bytes: Annotated[
        int, Meta(description="What it takes in the storage, once it has ended.")
    ] = 0
    message: Annotated[
        str, Meta(description="What it waits for, why it has failed, or what to do.")
    ] = ""
    failures: Annotated[
        tuple[FailedItem, ...], Meta(description="Of the failed items, the first hundred.")
    ] = ()
    warnings: Annotated[
        tuple[str, ...],
        Meta(
            description="What could not be read of its file, and is not spoken; which speech is "
            "late."
        ),
    ] = ()


class JobList(msgspec.Struct, frozen=True):
    """Jobs, the newest first."""

    jobs: list[Progress]
    next: Annotated[
        str | None, Meta(description="The `after` of the next page; null: there is none.")
    ] = None


class JobFile(msgspec.Struct, frozen=True):
    """A file that a job has made."""

    name: str
    size_bytes: int


class Chapter(msgspec.Struct, frozen=True):
    """A chapter of a file."""

    number: Annotated[int, Meta(description="From 1; what `chapters` names it by.")]
    title: Annotated[str, Meta(description="Empty where the file has none.")]
    items: Annotated[int, Meta(description="The passages that it is spoken in.")]
    characters: int


class Speaker(msgspec.Struct, frozen=True):
    """A name that lines begin with, which `voices` may give a voice."""

    name: str
    lines: int


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds, and what is to come of it."""

    name: Annotated[str, Meta(description="What the job would be known by.")]
    title: str = ""
    author: str = ""
    chapters: Annotated[list[Chapter], Meta(description="The first 5,000.")]
    chapters_total: int
    speakers: Annotated[
        list[Speaker],
        Meta(description="Names that begin several lines and are followed by a colon."),
    ]
    audio_s: Annotated[float, Meta(description="How long it will be, rather too long.")]
    warnings: Annotated[
        tuple[str, ...], Meta(description="What could not be read, and would not be spoken.")
    ] = ()
