"""Errors as HTTP responses: {"error": {"code", "message"}} with the status that fits the code."""

import math

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidOption,
    InvalidRequest,
    NothingToSpeak,
    NotOwner,
    NoWorker,
    Overloaded,
    RangeNotSatisfiable,
    RedisUnavailable,
    ShuttingDown,
    TakenOver,
    TextCrashesWorkers,
    TextTooLong,
    TTSError,
    UnknownBackend,
    UnknownModel,
    UnknownUtterance,
    UnknownVoice,
    VoiceExists,
    VoicesFull,
    VoiceUnusable,
)
from backend_queues.job_errors import (
    JobUnreadable,
    QuotaExceeded,
    StorageFull,
    StorageUnavailable,
    UnknownJob,
    UnknownJobFile,
)
from backend_queues.request_errors import (
    HeaderTooLarge,
    KeyReused,
    RequestTooSlow,
    StillBeginning,
    TooManyConnections,
    UnknownPath,
    Unserved,
    UnsupportedMediaType,
    UpgradeRequired,
    WrongHost,
    WrongMethod,
)
from frontend.access.errors import InvalidKey, KeysUnavailable, MissingScope, TooManyRequests
from frontend.protocol.events import Failure
from frontend.server.messages.errors import ErrorBody, ErrorDetail

# Seconds until another try may succeed, where the error does not say it itself.
RETRY_AFTER_S = {
    KeysUnavailable.code: 2,
    NoWorker.code: 5,
    Overloaded.code: 5,
    RedisUnavailable.code: 2,
    ShuttingDown.code: 2,
    StillBeginning.code: 1,
    StorageUnavailable.code: 5,
    TooManyConnections.code: 5,
    TooManyRequests.code: 10,
}

STATUS = {
    InvalidRequest.code: 400,
    InvalidOption.code: 400,
    NothingToSpeak.code: 400,
    InvalidKey.code: 401,
    CrossSite.code: 403,
    NotOwner.code: 403,
    MissingScope.code: 403,
    UnknownPath.code: 404,
    UnknownBackend.code: 404,
    UnknownModel.code: 404,
    UnknownVoice.code: 404,
    UnknownUtterance.code: 404,
    UnknownJob.code: 404,
    UnknownJobFile.code: 404,
    WrongMethod.code: 405,
    RequestTooSlow.code: 408,
    VoiceExists.code: 409,
    TakenOver.code: 409,
    StillBeginning.code: 409,
    JobUnreadable.code: 409,
    TextTooLong.code: 413,
    BodyTooLarge.code: 413,
    UnsupportedMediaType.code: 415,
    RangeNotSatisfiable.code: 416,
    WrongHost.code: 421,
    VoiceUnusable.code: 422,
    TextCrashesWorkers.code: 422,
    KeyReused.code: 422,
    UpgradeRequired.code: 426,
    QuotaExceeded.code: 429,
    TooManyRequests.code: 429,
    HeaderTooLarge.code: 431,
    KeysUnavailable.code: 503,
    NoWorker.code: 503,
    Overloaded.code: 503,
    RedisUnavailable.code: 503,
    ShuttingDown.code: 503,
    StorageUnavailable.code: 503,
    TooManyConnections.code: 503,
    StorageFull.code: 507,
    VoicesFull.code: 507,
}


def retry_after(error: TTSError | Failure) -> dict[str, str]:
    """Return the header that says when to try again, if another try may succeed."""
    if error.code not in RETRY_AFTER_S:
        return {}
    seconds = error.retry_after_s or RETRY_AFTER_S[error.code]
    return {"Retry-After": str(math.ceil(seconds))}


def error_response(error: TTSError | Failure) -> JSONResponse:
    body, status = error_body(error.code, error.message), STATUS.get(error.code, 500)
    return JSONResponse(body, status, retry_after(error))


def error_body(code: str, message: str) -> dict[str, dict[str, str]]:
    body: dict[str, dict[str, str]] = msgspec.to_builtins(ErrorBody(ErrorDetail(code, message)))
    return body


async def answer_tts_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, TTSError)
    return error_response(error)


def with_its_headers(response: Response, error: TTSError) -> Response:
    """Return the answer to an error, with the headers that the error itself brings."""
    if isinstance(error, Unserved):
        response.headers.update(error.headers)
    return response


async def answer_disconnected(_: Request, __: Exception) -> Response:
    """Answer with nginx's status for a client that has left; it is only logged."""
    return Response(status_code=499)
