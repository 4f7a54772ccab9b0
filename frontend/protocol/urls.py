"""The URLs of a server's interfaces, from whichever of them a user gives."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

DEFAULT_URL = "http://localhost:8000"
TOKENS_PATH = "/stream-tokens"
WEB_SOCKETS = {"ws://": "http://", "wss://": "https://"}


def local_url(environ: Mapping[str, str]) -> str:
    """Return where a server of this machine is, if the environment does not name another port."""
    port = environ.get("VOICE_SERVER_PORT", "")
    return f"http://localhost:{port}" if port.isdecimal() else DEFAULT_URL


def server_url(url: str) -> str:
    """Return the server's own URL, also for the one of its WebSocket, or a host and port alone."""
    if "://" not in url:
        url = f"http://{url}"
    for web_socket, http in WEB_SOCKETS.items():
        if url.startswith(web_socket):
            url = http + url.removeprefix(web_socket)
    return url.rstrip("/").removesuffix(TOKENS_PATH)


def tokens_url(url: str) -> str:
    """Return the URL of the server's WebSocket for tokens."""
    return server_url(url).replace("http", "ws", 1) + TOKENS_PATH


def is_local(url: str) -> bool:
    """Tell whether the URL is of this machine, which no proxy can reach."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
