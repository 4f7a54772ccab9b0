"""Lets requests in by their API keys, and says to the routes who asks."""

from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from backend_queues.errors import TELLS_ALL, TTSError
from frontend.access.access import Access, Credential, require
from frontend.access.client import Client
from frontend.server.guards.asking import set_client
from frontend.server.guards.credentials import take_credential
from frontend.server.guards.key_refusal import refuse_asker
from frontend.server.guards.scopes import ANY, OPEN, may_ask_later, need_of
from frontend.server.http.headers import stores
from frontend.server.http.state import state_in


class AskForKeys:
    """Refuses requests without the key that their route needs.

    It stands before all that logs or traces a request, and takes the key out of it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, connection: Connection, receive: Receive, send: Send) -> None:
        if connection["type"] not in ("http", "websocket"):
            await self._app(connection, receive, send)
            return
        credential = take_credential(connection)
        TELLS_ALL.set(state_in(connection["app"]).access.keyring is None)
        try:
            client = await _client(connection, credential)
        except TTSError as error:
            await refuse_asker(error, connection, receive, send)
        else:
            set_client(connection, client if stores(connection) else client.without_cache())
            TELLS_ALL.set("operate" in client.scopes)
            await self._app(connection, receive, send)


async def _client(connection: Connection, credential: Credential) -> Client:
    access = state_in(connection["app"]).access
    address = _address_of(connection)
    need = need_of(_method_of(connection), connection["path"])
    is_later = not credential.text and may_ask_later(connection["path"])
    if need == OPEN or (is_later and connection["type"] == "websocket"):
        return _anybody(access, address)
    client = await access.client(credential, address)
    if need != ANY:
        require(client, need)
    return client


def _anybody(access: Access, address: str) -> Client:
    """Return who asks an open route: where keys are asked for, somebody without a scope."""
    if access.keyring is None:
        return Client(address=address)
    return Client(address=address, scopes=frozenset())


def _method_of(connection: Connection) -> str:
    method: str = connection.get("method", "GET")
    return "GET" if method == "HEAD" else method


def _address_of(connection: Connection) -> str:
    peer = connection.get("client")  # None behind a unix socket
    return str(peer[0]) if peer else ""
