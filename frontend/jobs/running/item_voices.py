"""Which voice speaks an item."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from backend_queues.errors import NoWorker, RedisUnavailable, TTSError
from frontend.protocol.asked_text import AskedText
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.voices.casting.casting import cast_text
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.job import Item
    from frontend.protocol.asked_text import VoiceChoice
    from frontend.voices.casting.parted_text import PartedText
    from frontend.voices.casting.voice_finder import InlineVoices, VoiceFinder
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


class PatientVoices:
    """Checks what is asked for against the live workers, and waits where there are none."""

    def __init__(
        self,
        registry: Registry,
        look: WorkerLook,
        library: VoiceLibrary,
        owner: str,
        report: Callable[[str], None],
    ) -> None:
        """The job's owner may use its own voices, and those that are everybody's."""
        self._registry = registry
        self._look = look
        self._library = library
        self._owner = owner
        self._report = report

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """Return the voice settings, as soon as the backend has a worker.

        Raises:
            TTSError: the backend is registered no more, or cannot do it; the message says which.
        """
        spec = self._registry.get(request.backend)
        worker = await self.worker(request.backend)
        catalogue = self._library.catalogue_of(self._owner)
        return resolve_voice_settings(request, spec, worker, catalogue)

    async def worker(self, backend: str) -> Presence:
        """Return what the backend's workers have in common, as soon as there is one.

        Raises:
            UnknownBackend: it is registered no more.
        """
        spec = self._registry.get(backend)
        while True:
            try:
                worker = await self._look.present(spec.name)
            except (NoWorker, RedisUnavailable) as error:
                self._report(error.message)
                await asyncio.sleep(WORKER_LOOK_S)
            else:
                self._report("")
                return worker


class ItemVoices:
    """Finds who speaks what of an item.

    Items have their defaults from the time at which the job was taken: those of now do not count.
    """

    def __init__(
        self,
        finder: VoiceFinder,
        voices: Mapping[str, str | VoiceChoice],
        allowed: InlineVoices,
    ) -> None:
        """`voices` are the names that stand for voices in all texts of the job."""
        self._finder = finder
        self._voices = voices
        self._allowed = allowed

    async def cast(self, item: Item) -> PartedText:
        """Return the item's parts. Raises TTSError: it cannot be spoken; the message says why."""
        asked = AskedText(item.text, item.parts, self._named(item), item.ssml)
        wording = Wording(item.normalisation, item.pronunciations)
        request = VoiceSettingsRequest(
            item.backend,
            item.voice,
            item.language,
            item.options,
            wording=wording,
            text=TextOptions.of(item),
        )
        return await cast_text(asked, request, self._finder, self._allowed)

    def _named(self, item: Item) -> dict[str, str | VoiceChoice]:
        """Return the names that the item may have: to find them all would take long in a book."""
        if not self._voices:
            return {}
        text = "\n".join([*item.texts, *(part.voice for part in item.parts)]).lower()
        return {name: voice for name, voice in self._voices.items() if name.lower() in text}
