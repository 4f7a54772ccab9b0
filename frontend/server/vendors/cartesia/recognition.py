"""Which requests are of Cartesia's clients, where classic clients use the same path."""

from starlette.types import Scope as Connection

from frontend.server.guards.asking import key_header_of

VERSION, KEY = b"cartesia-version", b"x-api-key"  # headers
VERSION_QUERY = b"cartesia_version="
SPEECH = ("/tts/bytes", "/tts/sse", "/tts/websocket")
VOICES = "/voices"
SOCKET = "/tts/websocket"


def is_cartesias(connection: Connection) -> bool:
    """Tell whether a client of Cartesia's has sent this."""
    path: str = connection["path"]
    if path.startswith((*SPEECH, f"{VOICES}/")):
        return True
    return path == VOICES and names_cartesia(connection)


def names_cartesia(connection: Connection) -> bool:
    """Tell whether a request says so: by a version of that protocol, or where its key was."""
    if key_header_of(connection) == KEY.decode() or VERSION_QUERY in connection.get(
        "query_string", b""
    ):
        return True
    return any(name in (VERSION, KEY) for name, _ in connection["headers"])
