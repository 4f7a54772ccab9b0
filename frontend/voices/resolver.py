"""Which voice speaks: a client's request, filled up with the defaults, checked against workers."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from backend_queues.errors import NoWorker
from backend_queues.registry import BackendSpec, Registry
from frontend.access.client import Client
from frontend.cluster.fleet import Fleet
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import Choice, Defaults
from frontend.voices.fallbacks import fallbacks_of, unchecked
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Presence

Prepare = Callable[[VoiceSettings], Awaitable[None]]
Kept = Callable[[str], bool]


class VoiceResolver:
    """Resolves what clients ask for, as the workers and defaults are now."""

    def __init__(
        self,
        defaults: Defaults,
        fleet: Fleet,
        library: VoiceLibrary,
        registry: Registry,
        prepare: Prepare,
        text: TextOptions = AS_SET,
        is_kept: Kept = lambda backend: False,
    ) -> None:
        """`prepare` loads what speaking with voice settings needs, before they are used; `text` is
        what holds where a client asks for nothing else; `is_kept` tells of which backends speech
        may be had that was made before.
        """
        self._defaults = defaults
        self._fleet = fleet
        self._library = library
        self._registry = registry
        self._prepare = prepare
        self._text = text
        self._is_kept = is_kept

    async def resolve(self, request: VoiceSettingsRequest, client: Client) -> VoiceSettings:
        """Check a client's request against the backend's live workers.

        Raises:
            UnknownBackend, UnknownVoice, InvalidOption: the message names those there are.
            VoiceUnusable: the voice sample cannot be cloned; the message says why.
            NoWorker, RedisUnavailable: nobody can speak it now, nor a fallback of the backend.
        """
        if not client.cache:
            request = replace(request, cache=False)
        defaults = await self._defaults.read_for(request)
        spec = self._registry.get(request.backend or defaults.backend)
        catalogue = self._library.catalogue_for(client)
        found = await self._found(request, spec, defaults, catalogue)
        voice_settings = replace(found, text=found.text.over(self._text))
        await self._prepare(voice_settings)
        return voice_settings

    async def _found(
        self,
        request: VoiceSettingsRequest,
        spec: BackendSpec,
        defaults: Choice,
        catalogue: Catalogue,
    ) -> VoiceSettings:
        try:
            worker = await self._fleet.present(spec.name)
        except NoWorker:
            if settings := self._for_a_fallback(request, spec, defaults, catalogue):
                return settings
            last = self._fleet.last_seen(spec.name)
            if last and request.cache and self._is_kept(spec.name):
                return defaults.voice_settings(request, spec, last, catalogue)
            raise
        return defaults.voice_settings(request, spec, worker, catalogue)

    def _for_a_fallback(
        self,
        request: VoiceSettingsRequest,
        spec: BackendSpec,
        defaults: Choice,
        catalogue: Catalogue,
    ) -> VoiceSettings | None:
        """Return what is asked for, if a fallback can speak in its place now."""
        last = self._fleet.last_seen(spec.name)
        if last:
            asked = defaults.voice_settings(request, spec, last, catalogue)
        else:
            asked = unchecked(request, spec, defaults.voices.get(spec.name, ""))
        able = asked.language and fallbacks_of(asked, self._registry, self._fleet.workers)
        return asked if able and any(True for _ in able) else None

    async def worker(self, backend: str) -> Presence:
        """Return what the backend's workers have in common, or the last one had.

        Raises:
            UnknownBackend, NoWorker, RedisUnavailable.
        """
        name = self._registry.get(backend).name
        try:
            return await self._fleet.present(name)
        except NoWorker:
            last = self._fleet.last_seen(name)  # a fallback may speak in its place
            if last is None:
                raise
            return last

    def of(self, client: Client) -> "ClientVoices":
        """Return the voices as one client may use them."""
        return ClientVoices(self, client)


class ClientVoices:
    """The voices that one client may use."""

    def __init__(self, resolver: VoiceResolver, client: Client) -> None:
        self._resolver = resolver
        self._client = client

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """As VoiceResolver.resolve."""
        return await self._resolver.resolve(request, self._client)

    async def worker(self, backend: str) -> Presence:
        """As VoiceResolver.worker."""
        return await self._resolver.worker(backend)
