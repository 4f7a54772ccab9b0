"""What stands here for a voice or model of another speech service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backend_queues.errors import InvalidOption, NoWorker, UnknownVoice, shown
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_settings import voice_names

if TYPE_CHECKING:
    from backend_queues.registry import VendorTable
    from frontend.access.client import Client
    from frontend.server.http.state import AppState

WARNING_HEADER = "X-Voice-Warning"


@dataclass(frozen=True)
class VendorNames:
    """How a client of another service asks for a voice; "" is what it leaves open."""

    voice: str = ""
    model: str = ""
    language: str = ""


@dataclass(frozen=True)
class FoundVoice:
    """What is asked for by our names; the warning, if any, says what could not be followed."""

    request: VoiceSettingsRequest
    warning: str = ""


async def vendor_voice(state: AppState, client: Client, names: VendorNames) -> FoundVoice:
    """Return the voice that their names stand for.

    The registry's table of vendors goes first, then a voice of ours by its own name, on the backend
    of the model, on the default one, on any other that has a live worker.

    Raises:
        UnknownVoice: nothing stands for it, and the settings say to refuse that.
        NoWorker, RedisUnavailable: nobody can speak now, or who may have the voice is not there.
    """
    return await _Finder(state, client, names).found()


class _Finder:
    def __init__(self, state: AppState, client: Client, names: VendorNames) -> None:
        self._state = state
        self._client = client
        self._names = names
        self._catalogue = state.library.catalogue_for(client)
        self._missing: NoWorker | None = None  # of a backend that was asked, and may have the voice

    async def found(self) -> FoundVoice:
        names, table = self._names, self._state.registry.vendors
        meant = table.voices.get(names.voice)
        voice = meant.voice if meant else names.voice
        language = names.language or (meant.language if meant else "")
        backend = (meant.backend if meant else "") or self._backend_of_model(table)
        if meant and meant.backend and not voice:
            return FoundVoice(VoiceSettingsRequest(backend=backend, language=language))
        if voice:
            async for name in self._candidates(backend):
                if await self._has(name, voice):
                    return FoundVoice(
                        VoiceSettingsRequest(backend=name, voice=voice, language=language)
                    )
        return await self._default(backend, language)

    def _backend_of_model(self, table: VendorTable) -> str:
        """Return the backend that the model stands for; "" is any."""
        registry, model = self._state.registry, self._names.model
        backend = table.models.get(model) or registry.current(model)
        return backend if backend in registry.specs else ""

    async def _candidates(self, first: str) -> AsyncIterator[str]:
        """Yield the backends that can speak, in the order in which they are asked."""
        default = (await self._state.defaults.read()).backend
        fleet = self._state.fleet
        if not fleet.workers():  # this process has just started
            await fleet.look()
        live = {worker.backend for worker in fleet.workers()}
        order = dict.fromkeys(filter(None, (first, default, *self._state.registry.specs)))
        for name in order:
            if name in live or name in (first, default):
                yield name

    async def _has(self, backend: str, voice: str) -> bool:
        spec = self._state.registry.get(backend)
        try:
            worker = await self._state.voices.worker(backend)
        except NoWorker as error:
            self._missing = self._missing or error
            return False
        return voice in voice_names(spec, worker, self._catalogue)

    async def _default(self, backend: str, language: str) -> FoundVoice:
        """Return the language's default voice, of the first backend that speaks it."""
        warning = self._warning()
        if warning and self._state.settings.unknown_voices == "refuse":
            if self._missing:  # a client never comes back to a voice that is said to be unknown
                raise self._missing
            raise UnknownVoice(f"{warning} GET /v1/voices lists the voices there are.")
        async for name in self._candidates(backend):
            request = VoiceSettingsRequest(backend=name, language=language)
            try:
                await self._state.voices.resolve(request, self._client)
            except (InvalidOption, UnknownVoice, NoWorker):
                continue  # it does not speak the language, or not now
            return FoundVoice(request, warning)
        request = VoiceSettingsRequest(backend=backend)
        settings = await self._state.voices.resolve(request, self._client)
        spoken = f"Nobody here speaks {shown(language)}; {settings.language} is spoken."
        return FoundVoice(replace(request, voice=settings.voice), f"{warning} {spoken}".strip())

    def _warning(self) -> str:
        voice = self._names.voice
        return f"Nothing here stands for the voice {shown(voice)}." if voice else ""
