"""Errors in OpenAI's form: {"error": {"message", "type", "param", "code"}}."""

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import (
    InvalidOption,
    NothingToSpeak,
    NoWorker,
    TextTooLong,
    TTSError,
    UnknownModel,
    UnknownVoice,
    VoiceUnusable,
)
from frontend.protocol.events import Failure
from frontend.server.http.error_route import ErrorRoute
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.typed import StructResponse
from frontend.server.messages.openai import InvalidField, OpenAIError, OpenAIErrorBody

# The field at fault, by error code; an InvalidField names its own.
PARAMS = {
    UnknownModel.code: "model",
    NoWorker.code: "model",
    UnknownVoice.code: "voice",
    VoiceUnusable.code: "voice",
    InvalidOption.code: "options",
    TextTooLong.code: "input",
    NothingToSpeak.code: "input",
}


def describe(error: TTSError | Failure) -> OpenAIError:
    param = error.param if isinstance(error, InvalidField) else PARAMS.get(error.code)
    return OpenAIError(error.message, _type(_status(error)), param, error.code)


def error_response(error: TTSError | Failure) -> Response:
    return StructResponse(OpenAIErrorBody(describe(error)), _status(error), retry_after(error))


class OpenAIRoute(ErrorRoute):
    """A route whose errors have OpenAI's form."""

    def error(self, request: Request, error: TTSError) -> Response:
        return error_response(error)


def _status(error: TTSError | Failure) -> int:
    return STATUS.get(error.code, 500)


def _type(status: int) -> str:
    return "invalid_request_error" if status < 500 else "server_error"
