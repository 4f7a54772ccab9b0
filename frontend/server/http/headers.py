"""Request headers with a meaning for every route: If-None-Match and Sec-Fetch-Site."""

from starlette.requests import Request

from backend_queues.errors import CrossSite


def matches_etag(request: Request, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag, so that the response is 304."""
    known = request.headers.get("if-none-match", "").split(",")
    return not {etag, "*"}.isdisjoint(tag.strip().removeprefix("W/") for tag in known)


def refuse_cross_site(request: Request) -> None:
    """Refuse requests that change the server when a page of another site has sent them.

    Browsers set this header themselves, and no page can alter it; other clients do not send it.
    Over plain HTTP, browsers send it to localhost only.

    Raises:
        CrossSite: the header says so.
    """
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise CrossSite(
            "A page of another site has sent this. What changes the server is taken from its own "
            "page and from programs only."
        )
