"""What /v1/status answers: the workers, queues and streams as one frontend process sees them."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

WorkerState = Literal["idle", "speaking", "unloaded", "loading", "silent", "ended"]


class WorkerStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A worker that is alive, or that a supervisor keeps starting."""

    name: Annotated[str, Meta(description="Its supervisor's name for it, or its own.")]
    backend: str
    host: str
    pid: Annotated[int, Meta(description="0 while it does not run.")]
    state: Annotated[
        WorkerState,
        Meta(
            description="An ended one starts again soon; an unloaded one loads at the next "
            "segment; a silent one runs, but does not answer."
        ),
    ]
    segment_s: Annotated[
        float, Meta(description="What a segment takes on average, 0 while unknown.")
    ] = 0.0
    real_time_factor: Annotated[
        float, Meta(description="Synthesis time over audio time, 0 while unknown.")
    ] = 0.0
    speech_per_s: Annotated[
        float,
        Meta(description="Seconds of speech it makes in a second while many wait, 0 if unknown."),
    ] = 0.0
    batch_size: Annotated[int, Meta(description="Segments it can speak at once.")] = 1
    ends: Annotated[int, Meta(description="How often in a row it ended by itself.")] = 0
    problem: Annotated[str, Meta(description="What is wrong with it, in a sentence.")] = ""


class BackendStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A backend with workers, with some that are being started, or with streams."""

    name: str
    queued: Annotated[
        list[int], Meta(description="Segments that wait, by priority; the first is most urgent.")
    ]
    streams: Annotated[int, Meta(description="Streams under way on this frontend.")]
    listeners: Annotated[
        int,
        Meta(description="Streams of all frontends that are not synthesised to their end yet."),
    ] = 0
    listener_limit: Annotated[
        float | None,
        Meta(description="How many of those the workers can sustain, null while unknown."),
    ] = None
    in_line: Annotated[int, Meta(description="Streams that wait in line on this frontend.")] = 0


class FirstAudio(msgspec.Struct, frozen=True, kw_only=True):
    """How long listeners waited, from their first text to their first audio."""

    streams: Annotated[int, Meta(description="How many this is of: the last 100, or fewer.")]
    median_s: float
    longest_s: float


class CacheStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What the segment cache was good for, on this frontend since its start."""

    hits: Annotated[int, Meta(description="Segments that no worker was asked for.")]
    misses: int


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What one frontend process knows, as of a moment ago."""

    frontend: Annotated[str, Meta(description="Which process; another one has other streams.")]
    redis_answers: bool
    workers: list[WorkerStatus]
    backends: list[BackendStatus]
    first_audio: Annotated[
        FirstAudio | None, Meta(description="null until a stream has begun to sound.")
    ] = None
    problems: Annotated[
        list[str],
        Meta(
            description="What is wrong with the Redis servers that carry speech, a sentence each."
        ),
    ] = []
    segment_cache: Annotated[
        CacheStatus | None, Meta(description="null if the server keeps no segments.")
    ] = None
