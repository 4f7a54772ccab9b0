"""Counts uploads before they are read, and tells clients in headers what is left to them."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from backend_queues.errors import TTSError
from frontend.access.client import Client
from frontend.access.use.rates import Allowance, Kind
from frontend.server.guards.asking import CLIENT
from frontend.server.guards.refusal import refuse
from frontend.server.http.state import state_in

UPLOADS = {("POST", "/v1/audio/voices"), ("POST", "/v1/jobs")}


class CountUse:
    """Stands after the guard that finds the client."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, connection: Connection, receive: Receive, send: Send) -> None:
        if connection["type"] != "http":
            await self._app(connection, receive, send)
            return
        client: Client = connection.get(CLIENT) or Client()
        use = state_in(connection["app"]).use

        is_upload = (connection["method"], connection["path"]) in UPLOADS
        kind: Kind = "uploads" if is_upload else "characters"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and (left := use.left(kind, client)):
                _tell(MutableHeaders(scope=message), left)
            await send(message)

        if is_upload:
            try:
                await use.take_upload(client)
            except TTSError as error:
                await refuse(error, connection, receive, send_with_headers)
                return
        await self._app(connection, receive, send_with_headers)


def _tell(headers: MutableHeaders, left: Allowance) -> None:
    headers["RateLimit-Limit"] = str(left.limit)
    headers["RateLimit-Remaining"] = str(left.remaining)
    headers["RateLimit-Reset"] = str(round(left.reset_s))
