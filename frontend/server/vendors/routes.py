"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.elevenlabs.routes import BY_KEY_ROUTES
from frontend.server.vendors.elevenlabs.routes import ROUTES as ELEVENLABS

# Of paths that are ours too; the header that a key comes in says whose client it is.
ROUTES_BY_KEY: list[BaseRoute] = [
    *BY_KEY_ROUTES,
]
VENDOR_ROUTES: list[BaseRoute] = [
    *ELEVENLABS,
]
