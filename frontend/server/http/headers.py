"""Request headers that several routes read: If-None-Match, Content-Type, Accept-Encoding ..."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope as Connection

from backend_queues.errors import shown
from backend_queues.request_errors import UnsupportedMediaType

JSON = "application/json"
PCM = "audio/pcm"
SSML = "application/ssml+xml"
PLAIN = "text/plain"
URLENCODED = "application/x-www-form-urlencoded"
FORMS = (URLENCODED, "multipart/form-data")
# What curl -d calls any body, and what a program sends that does not say.
UNNAMED = (URLENCODED, "")
# With these, it is a browser that has sent a body; its pages can say what it is.
SENT_BY_BROWSERS = ("origin", "sec-fetch-site")


def matches_etag(request: Request, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag, so that the response is 304."""
    known = request.headers.get("if-none-match", "").split(",")
    return not {etag, "*"}.isdisjoint(tag.strip().removeprefix("W/") for tag in known)


def accepts_gzip(request: Request) -> bool:
    """Tell whether Accept-Encoding names gzip, and not with q=0."""
    for coding in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";")
        if name in ("gzip", "x-gzip"):
            return weight.removeprefix("q=").strip("0.") != "" if weight else True
    return False


def stores(connection: Connection) -> bool:
    """Tell whether what is spoken may be kept: Cache-Control does not say no-store."""
    told = Headers(scope=connection).get("cache-control", "").lower().split(",")
    return all(directive.strip() != "no-store" for directive in told)


def is_ssml(request: Request) -> bool:
    """Tell whether the body is a document of SSML."""
    return kind_of(request) == SSML


def is_plain(request: Request) -> bool:
    """Tell whether the body is a text as it is; a browser's is not taken, see `check_json`."""
    return kind_of(request) == PLAIN and not _is_of_browser(request)


def is_form(request: Request) -> bool:
    """Tell whether the body is called a form; a browser's is not taken, see `check_json`.

    It may be JSON nevertheless, as curl -d calls any body one.
    """
    return kind_of(request) in FORMS and not _is_of_browser(request)


def kind_of(request: Request) -> str:
    """Return the body's media type, in lower case: its case means nothing."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_of_browser(request: Request) -> bool:
    return any(field in request.headers for field in SENT_BY_BROWSERS)


def check_json(request: Request) -> None:
    """Refuse a body that is not said to be JSON.

    A form of a foreign page can send other kinds without asking the server first.

    Raises:
        UnsupportedMediaType: the message says what to send.
    """
    kind = kind_of(request)
    if not (kind.startswith("application/") and kind.endswith("+json")):
        _check_kind(request, JSON)


def check_pcm(request: Request) -> None:
    """Refuse a body that is not said to be samples: a file would be taken for a short noise.

    Raises:
        UnsupportedMediaType: the message says what to send.
    """
    _check_kind(request, PCM)


def _check_kind(request: Request, wanted: str) -> None:
    kind = kind_of(request)
    if kind == wanted or (kind in UNNAMED and not _is_of_browser(request)):
        return
    raise UnsupportedMediaType(
        f"Send the header Content-Type: {wanted} with the body; this one says {shown(kind)}."
    )
