"""The routes of classic clients: backends (engines) and voices by name, and the server's defaults.

A change is server-wide: from then on it applies, on every frontend, to requests without an engine
or a voice. The routes that change something accept GET too, since those clients send that.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from backend_queues.errors import BodyTooLarge, InvalidRequest, TTSError
from frontend.access.audit import audit
from frontend.access.client import Client
from frontend.protocol.mistakes import converted, mistake_in
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.body import read_limited
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.faults import request_fault
from frontend.server.http.form import form_fields
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, parse_json, read_query
from frontend.server.messages.classic import (
    BackendQuery,
    Changed,
    EngineChoice,
    NotChanged,
    VoiceChoice,
)
from frontend.voices.voice_settings import voice_names

T = TypeVar("T", bound=msgspec.Struct)

MAX_BODY_BYTES = 16_384
TOO_LARGE = f"The body has more than {MAX_BODY_BYTES:,} bytes; send a name."
NOT_CACHED = {"Cache-Control": "no-store"}


async def engines(request: Request) -> JSONResponse:
    """GET|POST /engines: the names of the backends that have a live worker."""
    state = state_of(request)
    return JSONResponse(sorted({worker.backend for worker in state.fleet.workers()}))


async def voices(request: Request) -> JSONResponse:
    """GET|POST /voices[?backend=]: the names of a backend's voices, cloned ones last."""
    state = state_of(request)
    backend = read_query(request, BackendQuery).backend or (await state.defaults.read()).backend
    spec = state.registry.get(backend)
    worker = await state.fleet.present(spec.name)
    return JSONResponse(voice_names(spec, worker, state.library.catalogue_for(client_of(request))))


async def set_engine(request: Request) -> JSONResponse:
    """GET|POST /set_engine?engine_name=: set the default backend."""
    return await _answer(_set_default_backend, request)


async def set_voice(request: Request) -> JSONResponse:
    """GET|POST /setvoice?voice_name=: set the default voice of the default backend."""
    return await _answer(_set_default_voice, request)


async def _set_default_backend(request: Request) -> str:
    state = state_of(request)
    spec = state.registry.get((await _read(request, EngineChoice)).engine_name)
    await state.fleet.present(spec.name)
    await state.defaults.set_backend(spec.name)
    audit(client_of(request), "The default backend was set.", backend=spec.name)
    return f"{spec.name} speaks from now on where no engine is named."


async def _set_default_voice(request: Request) -> str:
    state = state_of(request)
    name = (await _read(request, VoiceChoice)).voice_name
    backend = (await state.defaults.read()).backend
    # It is everybody's from then on, so it must not be somebody's own.
    asked = VoiceSettingsRequest(backend=backend, voice=name)
    voice_settings = await state.voices.resolve(asked, Client(scopes=frozenset()))
    chosen = voice_settings.voice
    await state.defaults.set_voice(backend, chosen)
    audit(client_of(request), "A default voice was set.", backend=backend, voice=chosen)
    return f"{backend} speaks with {chosen} from now on where no voice is named."


async def _answer(change: Callable[[Request], Awaitable[str]], request: Request) -> JSONResponse:
    """Answer in the form that these clients expect, in which an error is a sentence."""
    if request.method == "HEAD":  # asks only whether the route is there, and changes nothing
        return JSONResponse(None, headers=NOT_CACHED)
    try:
        return StructResponse(Changed(await change(request)), headers=NOT_CACHED)
    except ClientDisconnect:
        raise
    except TTSError as error:
        return not_changed(error)
    except Exception as error:  # noqa: BLE001 - answered in the classic form
        return not_changed(request_fault(request, error))


def not_changed(error: TTSError) -> JSONResponse:
    """Return the error in the form of these routes."""
    headers, status = {**NOT_CACHED, **retry_after(error)}, STATUS.get(error.code, 500)
    return StructResponse(NotChanged(error.message, error.code), status, headers)


async def _read(request: Request, kind: type[T]) -> T:
    """Read a choice from the query, or from the body of a POST.

    Raises:
        InvalidRequest: no name is given; the message shows a query with one.
        BodyTooLarge: the body is too large for a name.
    """
    given: dict[str, object] = dict(request.query_params)
    if request.method == "POST":
        given = {**await _read_body(request), **given}
    try:
        return converted(given, kind)
    except msgspec.ValidationError as error:
        [field, *_] = msgspec.structs.fields(kind)
        example = f"{request.url.path}?{field.name}=NAME"
        raise InvalidRequest(f"{mistake_in(error, kind)} Name one, as in {example}") from error


async def _read_body(request: Request) -> Mapping[str, object]:
    """Read a JSON object or a form of either kind; curl labels any body a form."""
    body = await read_limited(request, MAX_BODY_BYTES, BodyTooLarge(TOO_LARGE))
    if body.lstrip().startswith(b"{"):
        return parse_json(body, dict[str, object], '{"engine_name": "tone"}')
    return await form_fields(request, body)
