"""Speak the request body of one of OpenAI's speech routes."""

from starlette.requests import Request

from backend_queues.errors import NoWorker
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.buffered_stream import BufferedStream, buffer_until_audio
from frontend.server.http.state import state_of
from frontend.server.messages.openai import SpokenBody
from frontend.server.routes.once import once
from frontend.server.routes.openai.names import Directory, language_of, options_of, voice_of
from frontend.streaming.once.spoken import Spoken
from frontend.voices.voice_settings import VoiceSettings, voice_names


async def open_speech(
    request: Request, body: SpokenBody, endpoint: Endpoint, encoding: Encoding
) -> BufferedStream | Failure:
    """Start speaking, and wait until there is audio to send.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
        ClientDisconnect: the client left while waiting.
    """
    speech_service = state_of(request).speech_service
    voice_settings = await _voice_settings(request, body)
    client = client_of(request)
    spoken = Spoken(body.input, voice_settings, encoding, endpoint, client)
    speech = await once(request, body, spoken) or speech_service.speak(
        body.input, voice_settings, endpoint, encoding.sample_rate_hz, client=client
    )
    return await buffer_until_audio(request, speech, encoding)


async def read_directory(request: Request) -> Directory:
    """Return the directory as of now. Raises RedisUnavailable."""
    state = state_of(request)
    default = (await state.defaults.read()).backend
    live = {worker.backend for worker in state.fleet.workers()}
    return Directory(state.registry, live, default)


async def _voice_settings(request: Request, body: SpokenBody) -> VoiceSettings:
    """Translate OpenAI's names to voice settings, and check them."""
    state = state_of(request)
    directory = await read_directory(request)
    spec = state.registry.get(directory.backend(body.model))
    try:
        worker = await state.fleet.present(spec.name)
    except NoWorker:
        last = state.fleet.last_seen(spec.name)  # a fallback may speak in its place
        if last is None:
            raise
        worker = last
    voices = voice_names(spec, worker, state.library.catalogue_for(client_of(request)))
    asked = VoiceSettingsRequest(
        backend=spec.name,
        voice=voice_of(body.voice_name, voices, state.registry),
        language=language_of(body),
        options=options_of(body, worker.capabilities),
        fallback=body.fallback,
    )
    return await state.voices.resolve(asked, client_of(request))
