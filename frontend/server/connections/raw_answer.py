"""An answer to what never became a request: written by the protocol itself."""

from collections.abc import Iterable

from starlette.responses import Response

from backend_queues.errors import TTSError
from frontend.server.http.errors import error_response

Headers = Iterable[tuple[bytes, bytes]]


def raw_answer(error: TTSError, default_headers: Headers) -> bytes:
    """Return the bytes of the error's response, after which the connection is closed."""
    response: Response = error_response(error)
    headers = [*default_headers, *response.raw_headers, (b"connection", b"close")]
    lines = [b"HTTP/1.1 %d \r\n" % response.status_code]
    lines += [b"%b: %b\r\n" % header for header in headers]
    return b"".join([*lines, b"\r\n", bytes(response.body)])
