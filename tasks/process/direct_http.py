"""HTTP requests that bypass the proxies which the environment names, such as those to this host."""

from collections.abc import Mapping
from http.client import HTTPResponse
from typing import cast
from urllib.request import ProxyHandler, Request, build_opener

_opener = build_opener(ProxyHandler({}))


def open_directly(
    url: str, timeout_s: float, headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """Request the URL and return the answer, which the caller closes.

    Raises:
        OSError: no server answers, or the answer is not a success.
    """
    request = Request(url, headers=dict(headers or {}))
    return cast(HTTPResponse, _opener.open(request, timeout=timeout_s))
