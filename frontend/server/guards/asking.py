"""Which client a request or WebSocket comes from, as the guards have found."""

from starlette.requests import HTTPConnection
from starlette.types import Scope as Connection

from frontend.access.client import Client

CLIENT = "voice_server.client"
KEY_HEADER = "voice_server.key_header"  # the header that a key came in: some paths differ by it


def client_of(connection: HTTPConnection) -> Client:
    """Return whom this request or WebSocket comes from."""
    client: Client = connection.scope.get(CLIENT) or Client()
    return client


def use_no_cache(connection: HTTPConnection) -> None:
    """Have its client spoken to anew from here on, and keep nothing of what is said."""
    set_client(connection.scope, client_of(connection).without_cache())


def key_header_of(connection: Connection) -> str:
    """Return the header that its key came in, in lower case; "" if it has none."""
    header: str = connection.get(KEY_HEADER, "")
    return header


def set_client(connection: Connection, client: Client) -> None:
    """Note it for the routes."""
    connection[CLIENT] = client
