"""Who has an answer already, by the ETag it was sent with."""

from starlette.requests import Request


def has_it(request: Request, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag, so that 304 is the answer."""
    known = request.headers.get("if-none-match", "").split(",")
    return not {etag, "*"}.isdisjoint(tag.strip().removeprefix("W/") for tag in known)
