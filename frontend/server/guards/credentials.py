"""The key or token that a request carries; it is taken out, so that no log or trace can have it."""

import re
from urllib.parse import unquote

from starlette.types import Scope as Connection

from frontend.access.access import Credential
from frontend.server.guards.asking import KEY_HEADER

AUTHORIZATION = b"authorization"
KEY_HEADERS = (b"xi-api-key", b"x-api-key", b"ocp-apim-subscription-key")
SCHEMES = ("bearer", "token")  # others, such as a proxy's Basic, are not ours
# With it, what follows one of the schemes is a key: how browsers send one to Deepgram.
SUBPROTOCOLS = b"sec-websocket-protocol"
TOKEN = re.compile(rb"(?:^|(?<=&))token=([^&]*)(?:&|$)")
# Cartesia's clients in browsers have no other place for their key than the socket's URL.
KEYS_IN_QUERY = {
    "/tts/websocket": re.compile(rb"(?:^|(?<=&))(?:api_key|access_token)=([^&]*)(?:&|$)")
}


def take_credential(connection: Connection) -> Credential:
    """Return what the headers or the query have, and remove it from both."""
    found = ""
    kept = []
    for name, value in connection["headers"]:
        given = _in_header(name, value)
        if given and not found:
            found = given
            connection[KEY_HEADER] = name.decode("latin-1")
        if not given:
            kept.append((name, value))
    connection["headers"] = kept
    found = _take_subprotocol(connection) or found
    in_query, token = _take_key(connection), _take_token(connection)
    found = found or in_query
    return Credential(found) if found else Credential(token, in_url=True)


def _in_header(name: bytes, value: bytes) -> str:
    """Return the key in a header; "" if it has none."""
    if name in KEY_HEADERS:
        return value.decode("latin-1").strip()
    if name != AUTHORIZATION:
        return ""
    scheme, _, key = value.decode("latin-1").strip().partition(" ")
    return key.strip() if scheme.lower() in SCHEMES else ""


def _take_key(connection: Connection) -> str:
    """Return the key in the query of a path that may have one there."""
    pattern = KEYS_IN_QUERY.get(connection.get("path", ""))
    return unquote(_take(connection, pattern)) if pattern else ""


def _take_subprotocol(connection: Connection) -> str:
    """Return the key among a WebSocket's subprotocols; "" if they have none."""
    offered: list[str] = connection.get("subprotocols", [])
    at = next((n for n, name in enumerate(offered[:-1]) if name.lower() in SCHEMES), None)
    if at is None:
        return ""
    key = offered[at + 1]
    connection["subprotocols"] = left = [*offered[: at + 1], *offered[at + 2 :]]
    connection["headers"] = [
        *((name, value) for name, value in connection["headers"] if name != SUBPROTOCOLS),
        (SUBPROTOCOLS, ", ".join(left).encode("latin-1")),
    ]
    return key.strip()


def _take_token(connection: Connection) -> str:
    return _take(connection, TOKEN) if b"token=" in connection["query_string"] else ""


def _take(connection: Connection, pattern: re.Pattern[bytes]) -> str:
    query: bytes = connection["query_string"]
    found = pattern.search(query)
    connection["query_string"] = pattern.sub(b"", query).rstrip(b"&")
    return found[1].decode("latin-1") if found else ""
