"""Speak the request body of one of OpenAI's speech routes."""

from dataclasses import replace

from starlette.requests import Request

from frontend.access.client import Client
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.buffered_stream import BufferedStream, buffer_until_audio
from frontend.server.http.state import AppState, state_of
from frontend.server.messages.openai import SpokenBody
from frontend.server.routes.once import once
from frontend.server.routes.openai.body import text_of
from frontend.server.routes.openai.names import Directory, language_of, options_of, voice_of
from frontend.streaming.once.spoken import Spoken
from frontend.voices.casting.casting import cast_text
from frontend.voices.voice_settings import VoiceSettings, voice_names
from tasks.messages import Presence


async def open_speech(
    request: Request, body: SpokenBody, endpoint: Endpoint, encoding: Encoding
) -> BufferedStream | Failure:
    """Start speaking, and wait until there is audio to send.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
        ClientDisconnect: the client left while waiting.
    """
    state, client = state_of(request), client_of(request)
    finder = OpenAIVoices(state, client)
    text = await cast_text(
        text_of(body), await _asked(request, body), finder, state.settings.inline_voices
    )
    settings = text.voice_settings
    spoken = Spoken(text, settings, encoding, endpoint, client)
    speech = await once(request, body, spoken) or state.speech_service.speak(
        text, settings, endpoint, encoding.sample_rate_hz, client=client
    )
    return await buffer_until_audio(request, speech, encoding)


async def read_directory(request: Request) -> Directory:
    """Return the directory as of now. Raises RedisUnavailable."""
    state = state_of(request)
    default = (await state.defaults.read()).backend
    live = {worker.backend for worker in state.fleet.workers()}
    return Directory(state.registry, live, default)


async def _asked(request: Request, body: SpokenBody) -> VoiceSettingsRequest:
    """Translate what OpenAI's clients ask for, but for the names of voices."""
    state = state_of(request)
    directory = await read_directory(request)
    spec = state.registry.get(directory.backend(body.model))
    worker = await state.voices.worker(spec.name)
    return VoiceSettingsRequest(
        backend=spec.name,
        voice=body.voice_name,
        language=language_of(body),
        options=options_of(body, worker.capabilities),
        wording=body.wording,
        text=TextOptions.of(body),
        fallback=body.fallback,
        cache=body.cache,
    )


class OpenAIVoices:
    """The voices of a client, also by the names that OpenAI's clients know."""

    def __init__(self, state: AppState, client: Client) -> None:
        self._state = state
        self._client = client

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """As VoiceResolver.resolve."""
        spec = self._state.registry.get(request.backend)
        worker = await self._state.voices.worker(spec.name)
        voices = voice_names(spec, worker, self._state.library.catalogue_for(self._client))
        voice = voice_of(request.voice, voices, self._state.registry)
        return await self._state.voices.resolve(replace(request, voice=voice), self._client)

    async def worker(self, backend: str) -> Presence:
        """As VoiceResolver.worker."""
        return await self._state.voices.worker(backend)
