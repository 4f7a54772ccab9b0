"""Which voice speaks an item."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from backend_queues.errors import NoWorker, RedisUnavailable
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.job import Item
    from frontend.voices.voice_samples.library import VoiceLibrary

WORKER_LOOK_S = 1.0


class ItemVoices:
    """Checks what items ask for against the live workers, and waits for some where there are none.

    Items have their defaults from the time at which the job was taken: those of now do not count.
    """

    def __init__(
        self,
        registry: Registry,
        fleet: Fleet,
        library: VoiceLibrary,
        report: Callable[[str], None],
    ) -> None:
        self._registry = registry
        self._fleet = fleet
        self._library = library
        self._report = report

    async def resolve(self, item: Item) -> VoiceSettings:
        """Return the item's voice settings, as soon as its backend has a worker.

        Raises:
            TTSError: the backend is registered no more, or cannot do it; the message says which.
        """
        asked = VoiceSettingsRequest(item.backend, item.voice, item.language, item.options)
        spec = self._registry.get(item.backend)
        while True:
            try:
                worker = await self._fleet.present(spec.name)
            except (NoWorker, RedisUnavailable) as error:
                self._report(error.message)
                await asyncio.sleep(WORKER_LOOK_S)
            else:
                self._report("")
                return resolve_voice_settings(asked, spec, worker, self._library.catalogue)
