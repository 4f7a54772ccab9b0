"""POST /v1/speak and POST /v2/speak: a text in JSON, answered with its speech, as it is made.

With the headers dg-request-id, dg-model-name, dg-model-uuid and dg-char-count; and where the text
has controls, dg-pronunciations-applied and dg-breaks-applied. A stream that fails before its first
audio is an error response, one that fails later is cut off.

Source: https://developers.deepgram.com/reference/text-to-speech/speak-request
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.protocol.asked_text import AskedText
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.guards.asking import client_of, use_no_cache
from frontend.server.http.audio_body import audio_body
from frontend.server.http.buffered_stream import buffer_until_audio
from frontend.server.http.requests import check_length, read_body
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.errors import error_response, request_id_of
from frontend.server.vendors.deepgram.formats import body_output
from frontend.server.vendors.deepgram.messages import DeepgramBody
from frontend.server.vendors.deepgram.speaker import Speaker, check, read_query

EXAMPLE = '{"text": "Hello."}'


async def speak(request: Request) -> Response:
    state = state_of(request)
    body = await read_body(request, state.settings.max_text_chars)
    query = read_query(request)
    check(query)
    if query.mip_opt_out:
        use_no_cache(request)
    client = client_of(request)
    output = body_output(query)
    text = parse_json(body, DeepgramBody, EXAMPLE).text
    check_length(AskedText(text), state.settings.max_text_chars)
    speaker = await Speaker.of(query, state, client)
    controls = Controls(takes_phonemes=speaker.takes_phonemes)
    stream = await buffer_until_audio(
        request,
        state.speech_service.speak(
            controls.read(text) + controls.finish(),
            speaker.settings,
            ENDPOINTS[request.url.path],
            output.encoding.sample_rate_hz,
            client=client,
        ),
        output.encoding,
    )
    if isinstance(stream, Failure):
        return error_response(stream, request_id_of(request))
    response = audio_body(output.audio(stream.events()), output.encoding, send_timeout_of(request))
    response.headers["content-type"] = output.media_type
    response.headers.update(speaker.headers(request_id_of(request)))
    response.headers.update(_counted(controls))
    return response


ENDPOINTS = {str(path): path for path in (Endpoint.DEEPGRAM, Endpoint.DEEPGRAM_FLUX)}


def _counted(controls: Controls) -> dict[str, str]:
    counts = {"dg-char-count": controls.characters}
    if controls.pronunciations or controls.unfollowed:
        counts["dg-pronunciations-applied"] = controls.pronunciations
    if controls.pauses:
        counts["dg-breaks-applied"] = controls.pauses
    return {name: str(count) for name, count in counts.items()}
