"""The backends there are, and what each can do."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from backend_queues.base import Capabilities


class BackendDescription(msgspec.Struct, kw_only=True):
    """A backend; fields that only its workers know are present while one is alive."""

    name: str
    purpose: Annotated[str, Meta(description="A sentence: when to choose it; may be empty.")]
    workers: Annotated[int, Meta(description="How many are alive.")]
    busy_workers: Annotated[int, Meta(description="How many of them speak now.")]
    queue_depth: Annotated[int, Meta(description="Segments that wait for a worker.")]
    problems: Annotated[list[str], Meta(description="What is wrong with it, and what to do.")]
    default_voice: Annotated[
        str | UnsetType, Meta(description="The voice that speaks where none is named.")
    ] = UNSET
    sample_rate_hz: Annotated[
        int | UnsetType, Meta(description="The backend's own; clients get the rate they ask for.")
    ] = UNSET
    capabilities: Capabilities | UnsetType = UNSET
    voices: Annotated[
        list[str] | UnsetType, Meta(description="Their names; cloned voices come last.")
    ] = UNSET


class Backends(msgspec.Struct, frozen=True):
    """Every registered backend."""

    default: Annotated[str, Meta(description="The backend that speaks where none is named.")]
    backends: list[BackendDescription]
    max_text_chars: Annotated[int, Meta(description="Characters that a text may have.")]
