"""The SSML in a request's body, as Azure's clients write it."""

import re

from starlette.requests import Request

from backend_queues.errors import InvalidRequest, TextTooLong, shown
from backend_queues.request_errors import UnsupportedMediaType
from frontend.server.http.body import read_limited
from frontend.server.http.headers import SSML, is_ssml
from frontend.server.http.requests import limit_bytes

# Characters of a text that its client has put into the document as they are.
_AMPERSAND = re.compile(r"&(?!#?[A-Za-z0-9]{1,32};)")
_LESS_THAN = re.compile(r"<(?![A-Za-z_/!?])")


async def read_document(request: Request, max_text_chars: int) -> str:
    """Return the document, with & and < escaped where they are no markup.

    Raises:
        UnsupportedMediaType: it is not said to be SSML.
        InvalidRequest: it is empty, or not UTF-8.
        TextTooLong: it is over the limit.
    """
    if not is_ssml(request):
        kind = shown(request.headers.get("content-type", ""))
        raise UnsupportedMediaType(f"Send SSML with Content-Type: {SSML}; this says {kind}.")
    too_long = TextTooLong(
        f"The limit is {max_text_chars:,} characters (VOICE_SERVER_MAX_TEXT_CHARS)."
    )
    content = await read_limited(request, limit_bytes(max_text_chars), too_long)
    try:
        document = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest("SSML is read as UTF-8, and the body is not: encode it so.") from error
    if not document.strip():
        raise InvalidRequest("The body is empty; send a document of SSML.")
    if len(document) > max_text_chars:
        raise too_long
    return _LESS_THAN.sub("&lt;", _AMPERSAND.sub("&amp;", document))
