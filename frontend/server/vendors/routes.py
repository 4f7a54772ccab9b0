"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.azure.routes import ROUTES as AZURE_ROUTES
from frontend.server.vendors.deepgram.routes import ROUTES as DEEPGRAM_ROUTES
from frontend.server.vendors.omni.routes import ROUTES as OMNI_ROUTES

VENDOR_ROUTES: list[BaseRoute] = [
    *AZURE_ROUTES,
    *DEEPGRAM_ROUTES,
    *OMNI_ROUTES,
]
