"""Errors in Deepgram's form: {"err_code", "err_msg", "request_id"}; as a message, Error.

A WebSocket's handshake that is refused has the reason in the header dg-error too, where clients
look for it that cannot read the body.
"""

from collections.abc import Mapping
from uuid import uuid4

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend_queues.errors import InvalidOption, InvalidRequest, TextTooLong, TTSError
from frontend.access.errors import InvalidKey, MissingScope
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.deepgram.messages import DeepgramErrorBody
from frontend.server.vendors.headers import header_text

REQUEST_ID = "voice_server.deepgram_request"

# By our codes; of the others, Deepgram's are ours in capitals.
_HTTP_CODES = {InvalidKey.code: "INVALID_AUTH", MissingScope.code: "INSUFFICIENT_PERMISSIONS"}
_MESSAGE_CODES = {
    InvalidRequest.code: "MESSAGE-0000",
    InvalidOption.code: "DATA-0002",
    TextTooLong.code: "BIG-0000",
}


def request_id_of(connection: HTTPConnection) -> str:
    """Return the id that this request has in all that it is answered."""
    found: str = connection.scope.setdefault(REQUEST_ID, str(uuid4()))
    return found


def message_code(failure: Failure) -> str:
    """Return the code that an Error message has for it."""
    data = "DATA-0000" if STATUS.get(failure.code, 500) < 500 else "NET-0000"
    return _MESSAGE_CODES.get(failure.code, data)


def error_response(error: TTSError | Failure, request_id: str = "") -> Response:
    code = _HTTP_CODES.get(error.code, error.code.upper())
    status = STATUS.get(error.code, 500)
    return described(code, error.message, status, request_id, retry_after(error))


def described(
    code: str, message: str, status: int, request_id: str, headers: Mapping[str, str]
) -> Response:
    """Return the answer; without a request's id, it gets one."""
    request_id = request_id or str(uuid4())
    told = {"dg-request-id": request_id, "dg-error": header_text(message)}
    return StructResponse(DeepgramErrorBody(code, message, request_id), status, {**told, **headers})
