"""What clients and the server say to each other about batch jobs."""

from enum import StrEnum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Files = Literal["item", "chapter", "one"]


Captions = Literal["srt", "vtt"]


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
