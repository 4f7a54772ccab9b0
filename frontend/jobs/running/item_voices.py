"""Which voice speaks an item."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from backend_queues.errors import NoWorker, RedisUnavailable, TTSError
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.voices.detection import prepare
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.job import Item
    from frontend.voices.voice_samples.library import VoiceLibrary
    from tasks.messages import Presence

WORKER_LOOK_S = 1.0


class WorkerLook:
    """Looks for workers on behalf of all jobs of this frontend: once a second for each backend."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._looking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._absent: dict[str, tuple[float, TTSError]] = {}  # since the last look

    async def present(self, backend: str) -> Presence:
        """Return what the backend's workers have in common.

        Raises:
            NoWorker, RedisUnavailable: maybe as of a moment ago.
        """
        async with self._looking[backend]:
            now_s = asyncio.get_running_loop().time()
            looked_s, absence = self._absent.get(backend, (-WORKER_LOOK_S, None))
            if absence and now_s - looked_s < WORKER_LOOK_S / 2:
                raise absence.with_traceback(None)
            self._absent.pop(backend, None)
            try:
                return await self._fleet.present(backend)
            except (NoWorker, RedisUnavailable) as error:
                self._absent[backend] = now_s, error
                raise


class ItemVoices:
    """Checks what items ask for against the live workers, and waits for some where there are none.

    Items have their defaults from the time at which the job was taken: those of now do not count.
    """

    def __init__(
        self,
        registry: Registry,
        look: WorkerLook,
        library: VoiceLibrary,
        owner: str,
        report: Callable[[str], None],
    ) -> None:
        """The items may name the voices of the job's owner, and those that are everybody's."""
        self._registry = registry
        self._look = look
        self._library = library
        self._owner = owner
        self._report = report

    async def resolve(self, item: Item) -> VoiceSettings:
        """Return the item's voice settings, as soon as its backend has a worker.

        Raises:
            TTSError: the backend is registered no more, or cannot do it; the message says which.
        """
        wording = Wording(item.normalisation, item.pronunciations)
        asked = VoiceSettingsRequest(
            item.backend, item.voice, item.language, item.options, wording=wording
        )
        spec = self._registry.get(item.backend)
        while True:
            try:
                worker = await self._look.present(spec.name)
            except (NoWorker, RedisUnavailable) as error:
                self._report(error.message)
                await asyncio.sleep(WORKER_LOOK_S)
            else:
                self._report("")
                catalogue = self._library.catalogue_of(self._owner)
                settings = resolve_voice_settings(asked, spec, worker, catalogue)
                await prepare(settings)
                return settings
