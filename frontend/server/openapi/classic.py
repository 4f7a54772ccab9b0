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
from frontend.server.vendors.cartesia.voice_messages import VoicePage

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
        "answer": Answer("The default has changed.", (Content.json(Changed),)),
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
        summary="The names of the backends that can speak",
        answer=Answer("In alphabetical order.", NAMES),
    ),
    *_listing(
        path="/voices",
        summary="The names of a backend's voices",
        query=BackendQuery,
        answer=Answer(
            "Cloned voices come last. A GET with a Cartesia-Version or an X-API-Key is answered as "
            "Cartesia does, with a page of all voices.",
            (Content.json(list[str] | VoicePage),),
        ),
        errors=BACKEND_ERRORS,
    ),
    *_change(
        "/set_engine",
        "Set the default backend",
        EngineChoice,
        {"engine_name": "kokoro"},
        BACKEND_ERRORS,
    ),
    *_change(
        "/setvoice",
        "Set the default backend's default voice",
        VoiceChoice,
        {"voice_name": "af_heart"},
        STYLE_ERRORS,
    ),
)
