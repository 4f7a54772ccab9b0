"""Whether anything of a new job could be spoken: what is misspelt is told now, not overnight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import NoWorker, RedisUnavailable, TTSError
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_settings import resolve_voice_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from backend_queues.registry import Registry
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.job import Item
    from frontend.voices.voice_samples.library import VoiceLibrary

MOST_LOOKED_AT = 50  # ways to speak; a job of more is taken as it is


def ways_to_speak(items: Sequence[Item], named: Collection[str]) -> list[Item]:
    """Return an item for each way in which all are spoken; [] if that cannot be said, or is a lot.

    Items with parts have voices of their own, and `named` are names that stand for voices.
    """
    found: dict[bytes, Item] = {}
    for item in items:
        if item.parts or item.ssml or item.voice in named:
            return []
        way = msgspec.json.encode((item.backend, item.voice, item.language, item.options))
        found.setdefault(way, item)
        if len(found) > MOST_LOOKED_AT:
            return []
    return list(found.values())


class Speakable:
    """Looks at what the live workers can do."""

    def __init__(self, registry: Registry, fleet: Fleet, library: VoiceLibrary) -> None:
        self._registry = registry
        self._fleet = fleet
        self._library = library

    async def check(self, ways: Sequence[Item], owner: str) -> None:
        """Check that one way at least is possible; where no worker runs, that is not known yet.

        Raises:
            TTSError: none is; it says why the first is not.
        """
        refused: list[TTSError] = []
        for item in ways:
            error = await self._error_of(item, owner)
            if error is None:
                return
            refused.append(error)
        if refused:
            raise refused[0]

    async def _error_of(self, item: Item, owner: str) -> TTSError | None:
        asked = VoiceSettingsRequest(item.backend, item.voice, item.language, item.options)
        spec = self._registry.get(item.backend)
        try:
            worker = await self._fleet.present(spec.name)
            resolve_voice_settings(asked, spec, worker, self._library.catalogue_of(owner))
        except (NoWorker, RedisUnavailable):
            return None
        except TTSError as error:
            return None if not self._library.watcher.settled else error
        return None
