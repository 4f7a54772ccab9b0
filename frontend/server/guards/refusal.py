"""How a guard answers a request or WebSocket that it does not let in."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.server.http.errors import error_response
from frontend.server.routes.classic import not_changed
from frontend.server.routes.openai.errors import error_response as openai_response
from frontend.server.vendors.azure.errors import error_response as azure_response
from frontend.server.vendors.cartesia.errors import error_response as cartesia_response
from frontend.server.vendors.cartesia.recognition import is_cartesias
from frontend.server.vendors.deepgram.errors import error_response as deepgram_response

OPENAI = ("/v1/audio/speech", "/v1/audio/models", "/v1/models", "/dev/captioned_speech")
AZURE = ("/cognitiveservices/", "/tts/cognitiveservices/", "/sts/v1.0/")
NOT_FROM_UVICORN = {"X-Content-Type-Options": "nosniff"}  # which adds it to every other answer
DEEPGRAM = ("/v1/speak", "/v2/speak")
CLASSIC = ("/set_engine", "/setvoice")


async def refuse(error: TTSError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the error; a WebSocket is answered in place of its handshake."""
    response = response_for(scope, error)
    if scope["type"] == "websocket":
        response.headers.update(NOT_FROM_UVICORN)
    await response(scope, receive, send)


def response_for(scope: Scope, error: TTSError) -> Response:
    """Return the error in the shape that the clients of this path expect."""
    path: str = scope["path"]
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
