"""What a client asks for in a job, as JSON or as a form."""

from collections.abc import Iterable, Mapping

import msgspec
from starlette.requests import Request

from backend_queues.errors import BodyTooLarge
from frontend.jobs.job import Item
from frontend.protocol.asked_text import VoiceChoice
from frontend.protocol.jobs import Output
from frontend.protocol.text_options import TextOptions
from frontend.server.http.state import state_of
from frontend.server.messages.jobs import JobDefaults


class AskedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it is submitted."""

    name: str
    items: list[Item]
    output: Output
    seed: int
    voices: Mapping[str, str | VoiceChoice] = {}
    warnings: tuple[str, ...] = ()
    cover: bytes = b""


def completed(items: Iterable[Item], defaults: JobDefaults, language: str = "") -> list[Item]:
    """Return the items with what they leave to the job; `language` is the file's own."""
    return [
        msgspec.structs.replace(
            item,
            backend=item.backend or defaults.backend,
            voice=item.voice or defaults.voice,
            language=item.language or defaults.language or language,
            options={**defaults.options, **item.options},
            normalisation=item.normalisation or defaults.normalisation,
            pronunciations={**defaults.pronunciations, **item.pronunciations},
            **TextOptions.of(item).over(TextOptions.of(defaults)).given(),
        )
        for item in items
    ]


def limit_of(request: Request) -> tuple[int, BodyTooLarge]:
    """Return how many bytes a job's body may have, and the error for more."""
    limit_bytes = state_of(request).settings.max_job_bytes
    return limit_bytes, BodyTooLarge(
        f"The job has more than {limit_bytes / 1e6:g} MB (VOICE_SERVER_MAX_JOB_BYTES). Send it in "
        "parts, as several jobs."
    )
