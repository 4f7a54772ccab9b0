"""What a client asks for in a job, as JSON or as a form."""

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request

from frontend.jobs.job import Item
from frontend.protocol.jobs import Output
from frontend.server.http.state import state_of

MAX_SEED = 2**31 - 1


class JobDefaults(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What both ways have in common: the job's name, and how items are spoken that do not say."""

    name: Annotated[
        str, Meta(description="To be known by; empty is the file's name.", max_length=300)
    ] = ""
    backend: Annotated[
        str, Meta(description="Of items that name none; empty is the server's default.")
    ] = ""
    voice: Annotated[
        str, Meta(description="Of items that name none; empty is the backend's default.")
    ] = ""
    language: Annotated[
        str, Meta(description="Of items that name none, BCP 47; empty is the voice's own.")
    ] = ""
    options: Annotated[
        dict[str, Any],
        Meta(description="Options of the backend; an item's own are put over these."),
    ] = {}
    seed: Annotated[
        int, Meta(ge=0, le=MAX_SEED, description="The same job with another seed is another job.")
    ] = 0


class AskedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it is submitted."""

    name: str
    items: list[Item]
    output: Output
    seed: int


def completed(items: Iterable[Item], defaults: JobDefaults, language: str = "") -> list[Item]:
    """Return the items with what they leave to the job; `language` is the file's own."""
    return [
        msgspec.structs.replace(
            item,
            backend=item.backend or defaults.backend,
            voice=item.voice or defaults.voice,
            language=item.language or defaults.language or language,
            options={**defaults.options, **item.options},
        )
        for item in items
    ]


def limit_of(request: Request) -> tuple[int, str]:
    """Return how many bytes a job's body may have, and what to say of more."""
    settings = state_of(request).settings
    limit_bytes = settings.max_job_bytes
    return limit_bytes, (
        f"The job has more than {limit_bytes / 1e6:g} MB (VOICE_SERVER_MAX_JOB_BYTES). Send it in "
        "parts, as several jobs."
    )
