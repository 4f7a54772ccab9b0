"""The routes of Deepgram's clients."""

from starlette.routing import BaseRoute, WebSocketRoute

from frontend.protocol.endpoints import Endpoint
from frontend.server.vendors.deepgram.errors import DeepgramRoute
from frontend.server.vendors.deepgram.flux import flux_socket
from frontend.server.vendors.deepgram.socket import speak_socket
from frontend.server.vendors.deepgram.speak import speak

ROUTES: list[BaseRoute] = [
    DeepgramRoute(Endpoint.DEEPGRAM, speak, ["POST"]),
    DeepgramRoute(Endpoint.DEEPGRAM_FLUX, speak, ["POST"]),
    WebSocketRoute(Endpoint.DEEPGRAM, speak_socket),
    WebSocketRoute(Endpoint.DEEPGRAM_FLUX, flux_socket),
]
