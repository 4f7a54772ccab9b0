"""Which voice speaks: a client's request, filled up with the defaults, checked against workers."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from backend_queues.registry import Registry
from frontend.access.client import Client
from frontend.cluster.fleet import Fleet
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import Defaults
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Presence

Prepare = Callable[[VoiceSettings], Awaitable[None]]


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
    ) -> None:
        """`prepare` loads what speaking with voice settings needs, before they are used; `text` is
        what holds where a client asks for nothing else.
        """
        self._defaults = defaults
        self._fleet = fleet
        self._library = library
        self._registry = registry
        self._prepare = prepare
        self._text = text

    async def resolve(self, request: VoiceSettingsRequest, client: Client) -> VoiceSettings:
        """Check a client's request against the backend's live workers.

        Raises:
            UnknownBackend, UnknownVoice, InvalidOption: the message names those there are.
            VoiceUnusable: the voice sample cannot be cloned; the message says why.
            NoWorker, RedisUnavailable: nobody can speak it now.
        """
        defaults = await self._defaults.read_for(request)
        spec = self._registry.get(request.backend or defaults.backend)
        worker = await self._fleet.present(spec.name)
        catalogue = self._library.catalogue_for(client)
        found = defaults.voice_settings(request, spec, worker, catalogue)
        voice_settings = replace(found, text=found.text.over(self._text))
        await self._prepare(voice_settings)
        return voice_settings

    async def worker(self, backend: str) -> Presence:
        """Return what the backend's workers have in common.

        Raises:
            UnknownBackend, NoWorker, RedisUnavailable.
        """
        return await self._fleet.present(self._registry.get(backend).name)

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
