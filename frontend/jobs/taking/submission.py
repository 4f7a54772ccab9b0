"""A job made of what a client has sent."""

import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence

import msgspec

from backend_queues.errors import InvalidRequest, shown
from backend_queues.registry import Registry
from frontend.jobs.job import Item, Job
from frontend.jobs.keeping.estimate import estimate
from frontend.jobs.plan import chapter_starts
from frontend.protocol.asked_text import VoiceChoice
from frontend.protocol.jobs import Output
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.voices.defaults import Choice

ID_DIGITS = 16
# Of an item: its id counts them even if they are empty, as it did before there were others.
FIRST_FIELDS = {"id", "text", "backend", "voice", "language", "options", "chapter", "start_s"}


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What a client has sent, and whose it is."""

    name: str
    items: Sequence[Item]
    output: Output
    seed: int = 0
    voices: Mapping[str, str | VoiceChoice] = {}  # names that the texts use for voices
    owner: str = ""
    most_jobs: int | None = None  # of this owner; None is what the settings say
    warnings: tuple[str, ...] = ()
    cover: bytes = b""  # a JPEG or PNG


def check_ids(items: Sequence[Item]) -> None:
    """Check that each item can be told from the others.

    Raises:
        InvalidRequest: there are no items, or two have the same id.
    """
    if not items:
        raise InvalidRequest("The job has no items; give it at least one text to speak.")
    seen: set[str] = set()
    for item in items:
        if not item.id:
            raise InvalidRequest("An item has no id; give each one that no other has.")
        if item.id in seen:
            raise InvalidRequest(f"Two items have the id {shown(item.id)}; give each its own.")
        seen.add(item.id)


def with_defaults(
    items: Sequence[Item], registry: Registry, choice: Choice, text: TextOptions = AS_SET
) -> list[Item]:
    """Name the backend and voice of each item, as what is the default may change overnight.

    So may what is said of the parts of a text.

    Raises:
        UnknownBackend.
    """
    named = []
    for item in items:
        spec = registry.get(item.backend or choice.backend)
        voice = item.voice or choice.voices.get(spec.name, "")
        of_text = TextOptions.of(item).over(text).given()
        named.append(msgspec.structs.replace(item, backend=spec.name, voice=voice, **of_text))
    return named


def _identity(item: Item) -> bytes:
    """Return what an item is made of, the same in every version if it asks for nothing newer."""
    fields = msgspec.to_builtins(item)
    usual = {name for name in TextOptions.__struct_fields__ if fields[name] == "skip"}
    return msgspec.json.encode(
        {
            name: value
            for name, value in fields.items()
            if name in FIRST_FIELDS or (value and name not in usual)
        }
    )


def _first(output: Output) -> dict[str, object]:
    """Return the fields that every version has of the output, and those that ask for more."""
    fields: dict[str, object] = msgspec.to_builtins(output)
    usual = msgspec.to_builtins(Output())
    newer = ("date", "overlay")
    return {
        name: value for name, value in fields.items() if name not in newer or value != usual[name]
    }


def job_of(submission: Submission, secret: bytes) -> Job:
    """Return the job; whose it is and all that it is made of give its id, together with a secret.

    So the same job again has the same id, and an id tells nobody what is in a job.
    """
    items, output = submission.items, submission.output
    digest = hmac.new(secret, digestmod="sha256")
    digest.update(msgspec.json.encode((submission.owner, _first(output), submission.seed)))
    if submission.voices:
        digest.update(msgspec.json.encode(submission.voices))
    if submission.cover:
        digest.update(submission.cover)
    for item in items:
        digest.update(_identity(item))
    expected = estimate(items, output, len(submission.cover))
    return Job(
        id=digest.hexdigest()[:ID_DIGITS],
        name=submission.name,
        created_at=time.time(),
        items=len(items),
        chapters=chapter_starts(items),
        characters=sum(item.characters for item in items),
        backends=tuple(sorted({item.backend for item in items})),
        output=output,
        seed=submission.seed,
        voices=dict(submission.voices),
        owner=submission.owner,
        expected_s=expected.audio_s,
        expected_bytes=expected.size_bytes,
        cover=hashlib.sha256(submission.cover).hexdigest() if submission.cover else "",
        warnings=submission.warnings,
    )
