"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.elevenlabs import routes as elevenlabs
from frontend.server.vendors.elevenlabs.sockets import routes as elevenlabs_sockets

VENDOR_ROUTES: list[BaseRoute] = [
    *elevenlabs.ROUTES,
    *elevenlabs_sockets.ROUTES,
]
# These go before the server's own routes of the same paths, and take what is not meant for those.
SHARED_ROUTES: list[BaseRoute] = [
    *elevenlabs.SHARED_ROUTES,
]
