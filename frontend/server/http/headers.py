"""What the headers of a request say of its client: a copy it has, a site it acts for."""

from starlette.requests import Request

from backend_queues.errors import CrossSite


def has_it(request: Request, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag, so that 304 is the answer."""
    known = request.headers.get("if-none-match", "").split(",")
    return not {etag, "*"}.isdisjoint(tag.strip().removeprefix("W/") for tag in known)


def refuse_cross_site(request: Request) -> None:
    """Refuse to change the server for a page of another site, or for a link on one.

    A browser says by itself where a request comes from, and no page can alter that; other clients
    say nothing. Browsers too say nothing over plain HTTP, but to localhost.

    Raises:
        CrossSite: the browser says so.
    """
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise CrossSite(
            "A page of another site has sent this. What changes the server is taken from its own "
            "page and from programs only."
        )
