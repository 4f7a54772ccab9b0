"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.deepgram.routes import ROUTES as DEEPGRAM

VENDOR_ROUTES: list[BaseRoute] = [
    *DEEPGRAM,
]
