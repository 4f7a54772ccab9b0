"""What a job is: its items, what is to come of them, and how far it has got."""

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from backend_queues.base import Word

Files = Literal["item", "chapter", "one"]
Captions = Literal["srt", "vtt"]


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text of a job, which is spoken, or fails, alone."""

    id: Annotated[str, Meta(description="Unique within the job; names the item's file.")]
    text: str
    backend: str = ""
    voice: str = ""
    language: str = ""
    options: dict[str, Any] = {}
    chapter: Annotated[
        str, Meta(description="A title; items that follow each other with the same are a chapter.")
    ] = ""
    start_s: Annotated[
        Annotated[float, Meta(ge=0, le=86_400)] | None,
        Meta(description="Where its speech begins in the one file, if nothing runs over."),
    ] = None


class Output(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files that a job makes."""

    format: Annotated[str, Meta(description="As of /tts; or m4b, an audio book.")] = "mp3"
    sample_rate: Annotated[int | None, Meta(description="In Hz; none is the format's own.")] = None
    files: Annotated[Files, Meta(description="One for each item, for each chapter, or one.")] = (
        "item"
    )
    captions: Annotated[
        tuple[Captions, ...], Meta(description="Files of captions to go with each.")
    ] = ()
    title: Annotated[str, Meta(description="Of the work, for the file's tags.")] = ""
    author: Annotated[str, Meta(description="Of the work, for the file's tags.")] = ""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for. It does not change."""

    id: str
    name: str  # what it was made from, such as a file's name
    created_at: float  # seconds since 1970
    items: int
    characters: int
    backends: tuple[str, ...]  # those of its items
    output: Output
    seed: int


class State(StrEnum):
    RUNNING = "running"  # also while it waits for a worker or for Redis
    PAUSED = "paused"
    DONE = "done"  # every item was spoken
    PARTIAL = "partial"  # some items have failed
    FAILED = "failed"  # all have, or the files cannot be made

    @property
    def ended(self) -> bool:
        return self in (State.DONE, State.PARTIAL, State.FAILED)


class Reason(msgspec.Struct, frozen=True):
    """Why something failed."""

    code: str
    message: str


class SpokenSegment(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One synthesised segment, as it lies in the storage."""

    text: str
    pcm: bytes  # mono little-endian int16, with the pause after the speech
    sample_rate_hz: int
    words: tuple[Word, ...]  # seconds from the segment's first sample; () where the engine has none
    pause_s: float  # how much of the end is silence

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.sample_rate_hz


class ItemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How an item has ended; what a job's counters are made from."""

    id: str
    characters: int
    segments: tuple[str, ...]  # digests, in reading order; () if it has failed
    audio_s: float
    failure: Reason | None = None


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
    characters: Counts
    segments: Annotated[int, Meta(description="Synthesised so far.")]
    audio_s: Annotated[float, Meta(description="Seconds of speech so far.")]
    rate: Annotated[
        float | None, Meta(description="Seconds of speech made in a second, of late; null: none.")
    ] = None
    time_left_s: Annotated[float | None, Meta(description="An estimate; null: unknown.")] = None
    message: Annotated[str, Meta(description="What it waits for, or why it has failed.")] = ""
    failures: Annotated[
        tuple[FailedItem, ...], Meta(description="Of the failed items, the first hundred.")
    ] = ()


class JobFile(msgspec.Struct, frozen=True):
    """A file that a job has made."""

    name: str
    size_bytes: int
