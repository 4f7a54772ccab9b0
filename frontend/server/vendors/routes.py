"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

from frontend.server.vendors.azure.routes import ROUTES as AZURE_ROUTES
from frontend.server.vendors.cartesia import routes as cartesia
from frontend.server.vendors.deepgram.routes import ROUTES as DEEPGRAM_ROUTES
from frontend.server.vendors.elevenlabs import listing as elevenlabs_listing
from frontend.server.vendors.elevenlabs import speech as elevenlabs_speech
from frontend.server.vendors.elevenlabs import timestamps as elevenlabs_timestamps
from frontend.server.vendors.elevenlabs.sockets import routes as elevenlabs_sockets
from frontend.server.vendors.omni.routes import ROUTES as OMNI_ROUTES

VENDOR_ROUTES: list[BaseRoute] = [
    *AZURE_ROUTES,
    *cartesia.ROUTES,
    *DEEPGRAM_ROUTES,
    *elevenlabs_speech.ROUTES,
    *elevenlabs_timestamps.ROUTES,
    *elevenlabs_listing.ROUTES,
    *elevenlabs_sockets.ROUTES,
    *OMNI_ROUTES,
]
# These go before the server's own routes of the same paths, and take what is not meant for those.
SHARED_ROUTES: list[BaseRoute] = [
    *elevenlabs_listing.SHARED_ROUTES,
    *cartesia.SHARED_ROUTES,
]
