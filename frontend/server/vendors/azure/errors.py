"""Errors in the form of Azure's gateway, with the statuses that its clients know.

{"error": {"code": "401", "message": ..., "innererror": {"code": "invalid_api_key"}}}
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import TTSError
from backend_queues.request_errors import Unserved
from frontend.protocol.events import Failure
from frontend.server.http.error_route import ErrorRoute
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.azure.messages import AzureError, AzureErrorBody, InnerError

# The documented ones, and 403 for a key that may not speak.
KNOWN = (400, 401, 403, 415, 429, 503)
BAD_REQUEST, BAD_GATEWAY = 400, 502


def azure_status(status: int) -> int:
    """Return the status that Azure has for what is another one here."""
    if status in KNOWN:
        return status
    return BAD_REQUEST if status < 500 else BAD_GATEWAY


def error_response(error: TTSError | Failure) -> Response:
    status = STATUS.get(error.code, 500)
    if not isinstance(error, Unserved):
        status = azure_status(status)
    return _response(status, error.code, error.message, retry_after(error))


class AzureRoute(ErrorRoute):
    """A route whose errors have Azure's form."""

    def error(self, request: Request, error: TTSError) -> Response:
        return error_response(error)


def _response(status: int, code: str, message: str, headers: Mapping[str, str]) -> Response:
    body = AzureErrorBody(AzureError(str(status), message, InnerError(code)))
    return StructResponse(body, status, headers)
