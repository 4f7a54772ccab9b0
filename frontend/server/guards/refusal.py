"""How a guard answers a request or WebSocket that it does not let in."""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.server.guards.asking import key_header_of
from frontend.server.http.errors import error_response, with_its_headers
from frontend.server.routes.classic import not_changed
from frontend.server.routes.openai.errors import error_response as openai_response
from frontend.server.unserved.unserved import unserved
from frontend.server.vendors.azure.errors import error_response as azure_response
from frontend.server.vendors.cartesia.errors import error_response as cartesia_response
from frontend.server.vendors.cartesia.recognition import is_cartesias
from frontend.server.vendors.deepgram.errors import error_response as deepgram_response
from frontend.server.vendors.elevenlabs.errors import error_response as elevenlabs_response

OPENAI = ("/v1/audio/speech", "/v1/audio/models", "/v1/models", "/dev/captioned_speech")
AZURE = ("/cognitiveservices/", "/tts/cognitiveservices/", "/sts/v1.0/")
NO_OTHERS: Mapping[str, str] = MappingProxyType({})
NOT_FROM_UVICORN = {"X-Content-Type-Options": "nosniff"}  # which adds it to every other answer
ELEVENLABS = ("/v1/text-to-speech/", "/v2/voices", "/v1/user")
ELEVENLABS_BY_KEY = ("/v1/voices", "/v1/models")
DEEPGRAM = ("/v1/speak", "/v2/speak")
CLASSIC = ("/set_engine", "/setvoice")


async def refuse(
    error: TTSError,
    scope: Scope,
    receive: Receive,
    send: Send,
    headers: Mapping[str, str] = NO_OTHERS,
) -> None:
    """Answer with the error, and with these headers; a WebSocket in place of its handshake."""
    response = with_its_headers(response_for(scope, error), error)
    response.headers.update(headers)
    if scope["type"] == "websocket":
        response.headers.update(NOT_FROM_UVICORN)
    await response(scope, receive, send)


async def answer_unserved(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what no route serves."""
    await refuse(unserved(scope), scope, receive, send)


async def answer_http_error(request: Request, _: Exception) -> Response:
    """Answer what Starlette itself refuses: a method, and a file of the page that is not there."""
    error = unserved(request.scope)
    return with_its_headers(response_for(request.scope, error), error)


def response_for(scope: Scope, error: TTSError) -> Response:
    """Return the error in the shape that the clients of this path expect."""
    path: str = scope["path"]
    by_key = path in ELEVENLABS_BY_KEY and key_header_of(scope) == "xi-api-key"
    if by_key or path.startswith(ELEVENLABS):
        return elevenlabs_response(error)
    if is_cartesias(scope):
        return cartesia_response(error)
    if path.startswith(OPENAI):
        return openai_response(error)
    if path in DEEPGRAM:
        return deepgram_response(error)
    if path.startswith(AZURE):
        return azure_response(error)
    if path in CLASSIC:
        return not_changed(error)
    return error_response(error)
