"""GET|POST /tts: speech as one file, streamed from the first chunk.

It is a WAV unless `format` says otherwise. Its length is unknown when its header is sent, unless
the text is short or the client asks for `stream=false`.
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.audio.formats import check_encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.guards.asking import client_of
from frontend.server.http.buffered_stream import BufferedStream, buffer_until_audio
from frontend.server.http.errors import error_response
from frontend.server.http.requests import read_speak_request
from frontend.server.http.state import state_of
from frontend.server.routes.casting import spoken_text
from frontend.server.routes.once import once
from frontend.server.whole.answers import AudioAnswer, KeptAnswer
from frontend.server.whole.finished import stream_name
from frontend.streaming.once.spoken import Spoken

DEFAULT_FORMAT = "wav"


async def tts(request: Request) -> Response:
    state, client = state_of(request), client_of(request)
    asked = await read_speak_request(request, state.settings.max_text_chars)
    encoding = check_encoding(asked.format or DEFAULT_FORMAT, asked.sample_rate_hz)
    text = await spoken_text(request, asked.text, asked.voice_settings)
    spoken = Spoken(text, text.voice_settings, encoding, Endpoint.TTS, client, asked.realtime)

    async def opens() -> BufferedStream | Failure:
        speech = await once(request, asked, spoken) or state.speech_service.speak(
            text,
            text.voice_settings,
            Endpoint.TTS,
            encoding.sample_rate_hz,
            client=client,
            realtime=asked.realtime,
        )
        return await buffer_until_audio(request, speech, encoding)

    answer = AudioAnswer(request, encoding, text.characters, whole=not asked.stream)
    if request.method == "POST":
        answered = await answer.of(await opens())
    else:
        kept = KeptAnswer(answer, state.finished, stream_name(text, encoding, client))
        if request.method == "HEAD":
            return kept.head()
        answered = await kept.of(opens)
    return error_response(answered) if isinstance(answered, Failure) else answered
