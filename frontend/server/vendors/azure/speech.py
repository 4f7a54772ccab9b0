"""POST /cognitiveservices/v1: a document of SSML to audio, streamed from the first chunk.

The document names the voices; what of it cannot be followed is said in the header X-Voice-Warning.
What fails before its first audio is an error response, later the body is cut off.

Source: learn.microsoft.com, "Text to speech REST API"; livekit-plugins-azure 1.8.9.
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.audio.formats import Encoding
from frontend.protocol.asked_text import AskedText
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.audio_body import audio_body
from frontend.server.http.buffered_stream import BufferedStream, buffer_until_audio
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.vendors.azure.document import read_document
from frontend.server.vendors.azure.errors import error_response
from frontend.server.vendors.azure.formats import HEADER, encoding_of
from frontend.server.vendors.azure.voice_names import first_voice
from frontend.server.vendors.azure.voices import AzureVoices
from frontend.server.vendors.headers import header_text
from frontend.server.vendors.names import WARNING_HEADER
from frontend.voices.casting.casting import cast_text
from frontend.voices.casting.parted_text import PartedText

MAX_WARNING_CHARS = 2_000


async def speech(request: Request) -> Response:
    encoding = encoding_of(request.headers.get(HEADER, ""))
    document = await read_document(request, state_of(request).settings.max_text_chars)
    finder = AzureVoices(state_of(request), client_of(request))
    text = await _cast(request, document, finder)
    stream = await _open(request, text, encoding)
    if isinstance(stream, Failure):
        return error_response(stream)
    response = audio_body(stream.events(), encoding, send_timeout_of(request))
    if warnings := (*finder.warnings, *text.warnings):
        response.headers[WARNING_HEADER] = header_text(" ".join(warnings), MAX_WARNING_CHARS)
    return response


async def _cast(request: Request, document: str, finder: AzureVoices) -> PartedText:
    """Find who speaks what. The first voice is what the client asks for the whole document."""
    voice = first_voice(document)
    asked = AskedText(document, voices={voice: voice} if voice else {}, ssml=True)
    allowed = state_of(request).settings.inline_voices
    text = await cast_text(asked, VoiceSettingsRequest(voice=voice), finder, allowed)
    if finder.refused:
        raise finder.refused
    return text


async def _open(request: Request, text: PartedText, encoding: Encoding) -> BufferedStream | Failure:
    speech = state_of(request).speech_service.speak(
        text,
        text.voice_settings,
        Endpoint.AZURE,
        encoding.sample_rate_hz,
        client=client_of(request),
    )
    return await buffer_until_audio(request, speech, encoding)
