"""What the document says of the routes of classic clients, which are GET and POST alike."""

from collections.abc import Iterator
from typing import Any

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidRequest,
    NoWorker,
    RedisUnavailable,
    UnknownBackend,
)
from frontend.server.messages.classic import (
    BackendQuery,
    Changed,
    EngineChoice,
    NotChanged,
    VoiceChoice,
)
from frontend.server.openapi.operation import Answer, Content, Errors, Kind, Operation
from frontend.server.openapi.speech import STYLE_ERRORS

TAG = "Classic"
NAMES = (Content.json(list[str]),)
BACKEND_ERRORS = (InvalidRequest, UnknownBackend, NoWorker, RedisUnavailable)


def _listing(**described: Any) -> Iterator[Operation]:
    for method in ("GET", "POST"):
        yield Operation(method=method, tag=TAG, **described)


def _change(
    path: str,
    summary: str,
    choice: Kind,
    example: dict[str, str],
    errors: Errors,
) -> Iterator[Operation]:
    """A choice comes in the query of a GET, or in the body of a POST."""
    described: dict[str, Any] = {
        "path": path,
        "tag": TAG,
        "summary": summary,
        "answer": Answer("It holds from now on.", (Content.json(Changed),)),
        "errors": (*errors, CrossSite),
        "error_kind": NotChanged,
    }
    yield Operation(method="GET", query=choice, **described)
    body = (
        Content.json(choice, By_name=example),
        Content("application/x-www-form-urlencoded", choice),
        Content("multipart/form-data", choice),
    )
    described["errors"] = (*described["errors"], BodyTooLarge)
    yield Operation(method="POST", body=body, **described)


OPERATIONS = (
    *_listing(
        path="/engines",
        summary="The names of the engines that can speak",
        answer=Answer("In alphabetical order.", NAMES),
    ),
    *_listing(
        path="/voices",
        summary="The names of an engine's voices",
        query=BackendQuery,
        answer=Answer("Those that are cloned are at the end.", NAMES),
        errors=BACKEND_ERRORS,
    ),
    *_change(
        "/set_engine",
        "Choose the engine for all who name none",
        EngineChoice,
        {"engine_name": "kokoro-onnx"},
        BACKEND_ERRORS,
    ),
    *_change(
        "/setvoice",
        "Choose the current engine's voice for all who name none",
        VoiceChoice,
        {"voice_name": "af_heart"},
        STYLE_ERRORS,
    ),
)
