"""A job made of what a client has sent."""

import hashlib
import time
from collections.abc import Sequence

import msgspec

from backend_queues.errors import InvalidRequest, shown
from backend_queues.registry import Registry
from frontend.jobs.job import Item, Job
from frontend.protocol.jobs import Output
from frontend.voices.defaults import Defaults


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


async def with_defaults(
    items: Sequence[Item], registry: Registry, defaults: Defaults
) -> list[Item]:
    """Name the backend and voice of each item, as what is the default may change overnight.

    Raises:
        UnknownBackend, RedisUnavailable.
    """
    choice = await defaults.read()
    named = []
    for item in items:
        spec = registry.get(item.backend or choice.backend)
        voice = item.voice or choice.voices.get(spec.name, "")
        named.append(msgspec.structs.replace(item, backend=spec.name, voice=voice))
    return named


def job_of(name: str, items: Sequence[Item], output: Output, seed: int) -> Job:
    """Return the job; all that it is made of gives its id. Blocks for as long as hashing takes."""
    digest = hashlib.sha256(msgspec.json.encode((output, seed)))
    for item in items:
        digest.update(msgspec.json.encode(item))
    return Job(
        id=digest.hexdigest()[:16],
        name=name,
        created_at=time.time(),
        items=len(items),
        characters=sum(len(item.text) for item in items),
        backends=tuple(sorted({item.backend for item in items})),
        output=output,
        seed=seed,
    )
