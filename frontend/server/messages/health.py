"""Whether the process lives, and whether it can speak."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class Health(msgspec.Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(msgspec.Struct, frozen=True):
    """Redis answers, and at least one worker is alive."""

    backends: Annotated[list[str], Meta(description="Those that have a live worker.")]
    workers: Annotated[int, Meta(description="How many are alive.")]
    status: Literal["ready"] = "ready"
    problems: Annotated[
        list[str],
        Meta(description="What is wrong and keeps nobody from speaking, a sentence each."),
    ] = []
