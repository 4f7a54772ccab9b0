"""Clients for HTTP requests to a server, over the environment's proxy if it is elsewhere."""

from urllib.parse import urlsplit

import httpx

from frontend.client.address import Address
from frontend.client.events import SpeakingFailed
from frontend.protocol.urls import DEFAULT_URL, is_local, server_url


def http_client(server: Address, timeout: httpx.Timeout | float) -> httpx.AsyncClient:
    """Return a client that sends the API key with each request; it must be closed.

    Raises:
        SpeakingFailed: the URL or the key is wrong, or the environment's proxy cannot be used.
    """
    check_address(server)
    # With a transport of its own it makes none for the proxies, some of which cannot be made.
    direct = httpx.AsyncHTTPTransport() if is_local(server_url(server.url)) else None
    try:
        return httpx.AsyncClient(timeout=timeout, headers=server.headers, transport=direct)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise no_proxy(server.url, error) from error


def check_address(server: Address) -> None:
    """Refuse what no request can be made of, in the same words whatever makes requests.

    Raises:
        SpeakingFailed: the URL has no possible host or port, or no header can have the key.
    """
    try:
        place = urlsplit(server_url(server.url))
        _ = place.port, (place.hostname or "").encode("idna")  # raise for such a one
    except ValueError as error:
        raise SpeakingFailed(f"{server.url} is not a URL such as {DEFAULT_URL}: {error}") from error
    if not (server.key.isascii() and server.key.isprintable()):
        raise SpeakingFailed(
            "The API key has a character that no key has, such as a line's end: copy it again."
        )


def no_proxy(url: str, error: Exception) -> SpeakingFailed:
    """Return the error of a proxy that cannot be used."""
    return SpeakingFailed(
        f"{url} cannot be reached by the proxy that the environment names, in ALL_PROXY or one "
        f"such as HTTPS_PROXY ({error}); unset it, or name an HTTP proxy."
    )
