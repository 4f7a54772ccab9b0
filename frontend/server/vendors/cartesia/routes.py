"""The routes of Cartesia's protocol."""

from starlette.routing import BaseRoute, WebSocketRoute

from frontend.server.vendors.cartesia.contexts.socket import tts_websocket
from frontend.server.vendors.cartesia.route import CartesiaRoute, SharedRoute
from frontend.server.vendors.cartesia.speech import tts_bytes, tts_sse
from frontend.server.vendors.cartesia.voices import voice, voices

ROUTES: list[BaseRoute] = [
    WebSocketRoute("/tts/websocket", tts_websocket),
    CartesiaRoute("/tts/bytes", tts_bytes, ["POST"]),
    CartesiaRoute("/tts/sse", tts_sse, ["POST"]),
    CartesiaRoute("/voices/{id}", voice, ["GET"]),
]
# These go before a route of the same path.
SHARED_ROUTES: list[BaseRoute] = [SharedRoute("/voices", voices, ["GET"])]
