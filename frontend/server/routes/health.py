"""Whether the process lives, and whether it can speak."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import NoWorker
from frontend.server.http.errors import error_response
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse


class Health(msgspec.Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(msgspec.Struct, frozen=True):
    """Redis answers, and at least one worker is alive."""

    backends: Annotated[list[str], Meta(description="Those that have a live worker.")]
    workers: Annotated[int, Meta(description="How many are alive.")]
    status: Literal["ready"] = "ready"


async def health(_: Request) -> JSONResponse:
    """GET /health: 200 as long as the process answers."""
    return StructResponse(Health())


async def ready(request: Request) -> JSONResponse:
    """GET /ready: 200 when Redis answers and a worker is alive, else 503 and what is missing.

    A frontend that ends is not ready either, so that load balancers leave it.
    """
    state = state_of(request)
    state.speech_service.check_open()
    await state.services.fleet.refresh()
    workers = state.services.fleet.workers()
    if not workers:
        error = NoWorker("No worker is alive; start one with: voice-server worker NAME")
        return error_response(error)
    backends = sorted({worker.backend for worker in workers})
    return StructResponse(Readiness(backends, len(workers)))
