"""Routes whose errors have Cartesia's form."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from backend_queues.errors import TTSError
from frontend.server.http.error_route import ErrorRoute
from frontend.server.vendors.cartesia.errors import error_response
from frontend.server.vendors.cartesia.recognition import names_cartesia


class CartesiaRoute(ErrorRoute):
    """A path that no other protocol has."""

    def error(self, request: Request, error: TTSError) -> Response:
        return error_response(error)


class SharedRoute(CartesiaRoute):
    """A path of classic clients too, for the requests that say that they are Cartesia's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or not names_cartesia(scope):
            return Match.NONE, {}
        return super().matches(scope)
