"""Errors in ElevenLabs' form: {"detail": {"status", "message"}}.

A field that is wrong is told as their web framework does, with status 422:
{"detail": [{"loc": ["body", "text"], "msg": "...", "type": "missing"}]}. Statuses are those of
https://elevenlabs.io/docs/api-reference ("Errors") where they have a word for it, else our codes.
"""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import TTSError
from frontend.protocol.events import Failure
from frontend.server.http.error_route import ErrorRoute
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.elevenlabs.words import THEIRS, InvalidInput, word_of


class Detail(msgspec.Struct, frozen=True):
    """What went wrong, in ElevenLabs' form."""

    status: Annotated[str, Meta(description="Which error it is.")]
    message: Annotated[str, Meta(description="A sentence that says what to change.")]


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field."""

    loc: Annotated[tuple[str, ...], Meta(description="Where the field stands.")]
    msg: Annotated[str, Meta(description="What is wrong.")]
    type: Annotated[str, Meta(description="Which kind of mistake it is.")]


class ElevenLabsErrorBody(msgspec.Struct, frozen=True):
    """The body of an error; with status 422 a list, of what is wrong with fields."""

    detail: Annotated[Detail | list[FieldError], Meta(description="What went wrong.")]


def error_response(error: TTSError | Failure) -> Response:
    if isinstance(error, InvalidInput):
        return StructResponse(
            ElevenLabsErrorBody([FieldError(error.loc, error.said, error.kind)]), 422
        )
    body = ElevenLabsErrorBody(Detail(word_of(error), error.message))
    _, status = THEIRS.get(error.code, ("", STATUS.get(error.code, 500)))
    return StructResponse(body, status, retry_after(error))


class ElevenLabsRoute(ErrorRoute):
    """A route whose errors have ElevenLabs' form."""

    def error(self, request: Request, error: TTSError) -> Response:
        return error_response(error)
