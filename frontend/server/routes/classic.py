"""The routes of classic clients: engines and voices as names, and what the server speaks with.

A change is server-wide: it holds, on every frontend, for what is asked for from then on without an
engine or a voice. The routes that change something are GET too, since those clients use that.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import BodyTooLarge, InvalidRequest, TTSError
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.http.cross_site import refuse_cross_site
from frontend.server.http.errors import RETRY_AFTER, STATUS
from frontend.server.http.json_text import parse_json
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.server.routes.voices import voice_names

T = TypeVar("T", bound=msgspec.Struct)

MAX_BODY_BYTES = 16_384

Name = Annotated[str, Meta(min_length=1)]


class BackendQuery(msgspec.Struct, frozen=True):
    backend: Annotated[str, Meta(description="Whose voices; empty is the default backend.")] = ""


class EngineChoice(msgspec.Struct, frozen=True):
    """Of a query, a form or a JSON object."""

    engine_name: Annotated[Name, Meta(description="One of GET /engines.", examples=["kokoro-onnx"])]


class VoiceChoice(msgspec.Struct, frozen=True):
    """Of a query, a form or a JSON object."""

    voice_name: Annotated[Name, Meta(description="One of GET /voices.", examples=["af_heart"])]


class Changed(msgspec.Struct, frozen=True):
    message: Annotated[str, Meta(description="A sentence that says what holds now.")]


class NotChanged(msgspec.Struct, frozen=True):
    error: Annotated[str, Meta(description="A sentence that says what to change.")]


async def engines(request: Request) -> JSONResponse:
    """GET|POST /engines: the names of the backends that have a live worker."""
    services = state_of(request).services
    return JSONResponse(sorted({worker.backend for worker in services.fleet.workers()}))


async def voices(request: Request) -> JSONResponse:
    """GET|POST /voices[?backend=]: the names of its voices, cloned ones at the end."""
    state = state_of(request)
    services = state.services
    backend = read_query(request, BackendQuery).backend or (await services.defaults.read()).backend
    spec = state.registry.get(backend)
    worker = await services.fleet.present(spec.name)
    return JSONResponse(voice_names(spec, worker, services.samples.catalogue))


async def set_engine(request: Request) -> JSONResponse:
    """GET|POST /set_engine?engine_name=: change the engine for who names none."""
    return await _answer(_choose_engine, request)


async def set_voice(request: Request) -> JSONResponse:
    """GET|POST /setvoice?voice_name=: change the current engine's voice for who names none."""
    return await _answer(_choose_voice, request)


async def _choose_engine(request: Request) -> str:
    state = state_of(request)
    spec = state.registry.get((await _read(request, EngineChoice)).engine_name)
    await state.services.fleet.present(spec.name)
    await state.services.defaults.set_backend(spec.name)
    return f"{spec.name} speaks from now on where no engine is named."


async def _choose_voice(request: Request) -> str:
    state = state_of(request)
    name = (await _read(request, VoiceChoice)).voice_name
    backend = (await state.services.defaults.read()).backend
    voice_settings = await state.services.voices.resolve(
        VoiceSettingsRequest(backend=backend, voice=name)
    )
    await state.services.defaults.set_voice(backend, voice_settings.voice)
    return f"{backend} speaks with {voice_settings.voice} from now on where no voice is named."


async def _answer(change: Callable[[Request], Awaitable[str]], request: Request) -> JSONResponse:
    """Answer in the shape that these clients know, whose error is a sentence."""
    headers = {"Cache-Control": "no-store"}
    if request.method == "HEAD":  # who only looks changes nothing
        return JSONResponse(None, headers=headers)
    try:
        refuse_cross_site(request)
        return StructResponse(Changed(await change(request)), headers=headers)
    except TTSError as error:
        if error.code in RETRY_AFTER:
            headers["Retry-After"] = RETRY_AFTER[error.code]
        return StructResponse(NotChanged(error.message), STATUS.get(error.code, 500), headers)


async def _read(request: Request, kind: type[T]) -> T:
    """Read a choice from the query, or from the body of a POST.

    Raises:
        InvalidRequest: there is none; the message shows the query that would have it.
        BodyTooLarge: the body is no form for a name.
    """
    given: dict[str, object] = dict(request.query_params)
    if request.method == "POST":
        given = {**await _read_body(request), **given}
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        [field, *_] = msgspec.structs.fields(kind)
        example = f"{request.url.path}?{field.name}=NAME"
        raise InvalidRequest(f"Name one, as in {example}: {error}") from error


async def _read_body(request: Request) -> Mapping[str, object]:
    """Read a JSON object or a form of either kind; curl calls all that it is given a form."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge(f"The body has more than {MAX_BODY_BYTES:,} bytes; send a name.")
    if body.lstrip().startswith(b"{"):
        return parse_json(bytes(body), dict[str, object], '{"engine_name": "tone"}')
    multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
    parser = MultiPartParser if multipart else FormParser
    try:
        return dict(await parser(request.headers, _in_one(bytes(body))).parse())
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}") from error


async def _in_one(body: bytes) -> AsyncGenerator[bytes]:
    yield body
