"""What a page of another site must not do through the browser of somebody who can reach us."""

from starlette.requests import Request

from backend_queues.errors import CrossSite


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
