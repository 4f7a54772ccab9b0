"""Speak what the body of one of OpenAI's speech routes asks for."""

from starlette.requests import Request

from backend_queues.registry import Registry
from frontend.audio.formats import Encoding
from frontend.door import Door
from frontend.events import Failure
from frontend.routes.openai.body import SpokenBody
from frontend.routes.openai.names import language_of, options_of, read_directory, voice_of
from frontend.routes.opening import Opening, open_audio
from frontend.routes.voices import voice_names
from frontend.services import Services
from frontend.speaker import Speaker
from frontend.style import Style, StyleRequest


async def open_speech(
    request: Request, body: SpokenBody, door: Door, encoding: Encoding
) -> Opening | Failure:
    """Speak a body until there is audio to send.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
        ClientDisconnect: the client has left meanwhile.
    """
    speaker: Speaker = request.app.state.speaker
    style = await _style(request, speaker, body)
    speech = speaker.speak(body.input, style, door, encoding.sample_rate_hz)
    return await open_audio(request, speech, encoding)


async def _style(request: Request, speaker: Speaker, body: SpokenBody) -> Style:
    """Say in the words of this server what OpenAI's names ask for, and check it."""
    registry: Registry = request.app.state.registry
    services: Services = request.app.state.services
    directory = await read_directory(request)
    spec = registry.get(directory.backend(body.model))
    worker = await services.fleet.present(spec.name)
    voices = voice_names(spec, worker, services.samples.catalogue)
    asked = StyleRequest(
        backend=spec.name,
        voice=voice_of(body.voice_name, voices, registry),
        language=language_of(body),
        options=options_of(body, worker.capabilities),
    )
    return await speaker.style(asked)
