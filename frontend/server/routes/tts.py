"""GET|POST /tts: speech as one file that begins to flow with the first chunk.

It is a WAV unless `format` says otherwise. Its length is not known when its header is sent.
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.audio.formats import check_encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.http.audio_body import AudioBody
from frontend.server.http.buffered_stream import open_audio
from frontend.server.http.errors import error_response
from frontend.server.http.requests import open_stream, read_speak_request
from frontend.server.http.state import state_of

DEFAULT_FORMAT = "wav"


async def tts(request: Request) -> Response:
    settings = state_of(request).settings
    asked = await read_speak_request(request)
    encoding = check_encoding(asked.format or DEFAULT_FORMAT, asked.sample_rate_hz)
    speech = await open_stream(request, asked, Endpoint.TTS, encoding.sample_rate_hz)
    if request.method == "HEAD":
        return Response(media_type=encoding.media_type)
    opening = await open_audio(request, speech, encoding)
    if isinstance(opening, Failure):
        return error_response(opening)
    return AudioBody(opening.events(), encoding, settings.send_timeout_s)
