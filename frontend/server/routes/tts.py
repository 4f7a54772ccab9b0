"""GET|POST /tts: speech as one file, streamed from the first chunk.

It is a WAV unless `format` says otherwise. Its length is unknown when its header is sent.
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.audio.formats import check_encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.guards.asking import client_of
from frontend.server.http.audio_body import audio_body
from frontend.server.http.buffered_stream import buffer_until_audio
from frontend.server.http.errors import error_response
from frontend.server.http.requests import read_speak_request
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.routes.casting import spoken_text
from frontend.server.routes.once import once
from frontend.streaming.once.spoken import Spoken

DEFAULT_FORMAT = "wav"


async def tts(request: Request) -> Response:
    state = state_of(request)
    asked = await read_speak_request(request, state.settings.max_text_chars)
    encoding = check_encoding(asked.format or DEFAULT_FORMAT, asked.sample_rate_hz)
    text = await spoken_text(request, asked.text, asked.voice_settings)
    if request.method == "HEAD":
        return Response(media_type=encoding.media_type)
    client = client_of(request)
    spoken = Spoken(text, text.voice_settings, encoding, Endpoint.TTS, client, asked.realtime)
    speech = await once(request, asked, spoken) or state.speech_service.speak(
        text,
        text.voice_settings,
        Endpoint.TTS,
        encoding.sample_rate_hz,
        client=client,
        realtime=asked.realtime,
    )
    stream = await buffer_until_audio(request, speech, encoding)
    if isinstance(stream, Failure):
        return error_response(stream)
    return audio_body(stream.events(), encoding, send_timeout_of(request))
