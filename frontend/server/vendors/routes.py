"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.cartesia import routes as cartesia

VENDOR_ROUTES: list[BaseRoute] = [
    *cartesia.ROUTES,
]
# These go before the server's own routes of the same paths, and take what is not meant for those.
SHARED_ROUTES: list[BaseRoute] = [
    *cartesia.SHARED_ROUTES,
]
