"""GET /cognitiveservices/voices/list; and the voices that documents of Azure's clients name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.base import Voice
from backend_queues.errors import UnknownVoice
from frontend.server.guards.asking import client_of
from frontend.server.http.state import AppState, state_of
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.azure.messages import AzureVoice
from frontend.server.vendors.azure.voice_names import as_locale, locale_of, long_name, plain_name
from frontend.server.vendors.names import VendorNames, vendor_voice
from frontend.voices.voice_settings import VoiceSettings, cloned_voices

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from tasks.messages import Presence

# Of a voice that speaks all languages of its backend, which Azure has no word for.
ANY_LOCALE = "en-US"


async def voices(request: Request) -> Response:
    """List each name once; where backends share one, it is the first backend's."""
    listed: dict[str, AzureVoice] = {}
    for voice, worker in _served(request):
        listed.setdefault(voice.name, _described(voice, worker))
    return StructResponse(list(listed.values()))


def _served(request: Request) -> Iterator[tuple[Voice, Presence]]:
    state = state_of(request)
    samples = state.library.catalogue_for(client_of(request))
    for spec in state.registry.specs.values():
        for worker in state.fleet.workers(spec.name)[:1]:
            cloned = cloned_voices(spec, worker, samples)
            for voice in worker.voices:
                yield voice, worker
            for sample in cloned:
                yield Voice(sample.name, sample.language), worker


def _described(voice: Voice, worker: Presence) -> AzureVoice:
    languages = (voice.language, *worker.capabilities.languages, ANY_LOCALE)
    locale = as_locale(next(filter(None, languages)))
    words = voice.description.lower().split()
    return AzureVoice(
        name=long_name(voice.name, locale),
        display_name=voice.name,
        local_name=voice.name,
        short_name=voice.name,
        gender="Female" if "female" in words else "Male" if "male" in words else "Neutral",
        locale=locale,
        sample_rate_hertz=str(worker.sample_rate_hz),
    )


class AzureVoices:
    """Finds the voices of one document, by our names and by Azure's.

    `warnings` says which stand for none of ours; `refused` is the first that must not be spoken by
    another voice.
    """

    def __init__(self, state: AppState, client: Client) -> None:
        self.warnings: list[str] = []
        self.refused: UnknownVoice | None = None
        self._state = state
        self._client = client

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """As VoiceResolver.resolve."""
        if request.voice:
            request = await self._ours(request)
        return await self._state.voices.resolve(request, self._client)

    async def worker(self, backend: str) -> Presence:
        """As VoiceResolver.worker."""
        return await self._state.voices.worker(backend)

    async def _ours(self, request: VoiceSettingsRequest) -> VoiceSettingsRequest:
        """Return what asks for a voice of ours; that of the backend that is asked goes first."""
        name, table = request.voice, self._state.registry.vendors
        language = request.language or ("" if name in table.voices else locale_of(name))
        try:
            names = VendorNames(plain_name(name), request.backend, language)
            found = await vendor_voice(self._state, self._client, names)
        except UnknownVoice as error:
            self.refused = self.refused or error
            raise
        if found.warning and found.warning not in self.warnings:
            self.warnings.append(found.warning)
        asked = found.request
        return replace(request, backend=asked.backend, voice=asked.voice, language=asked.language)
