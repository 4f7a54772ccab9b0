"""Whether the process lives, and whether it can speak."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import NoWorker
from frontend.server.http.errors import error_response
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.health import Health, Readiness


async def health(_: Request) -> JSONResponse:
    """GET /health: 200 as long as the process answers."""
    return StructResponse(Health())


async def ready(request: Request) -> JSONResponse:
    """GET /ready: 200 when Redis answers, has room, and a worker is alive; else 503 and the reason.

    A frontend that is shutting down is not ready either, so that load balancers avoid it.
    """
    state = state_of(request)
    state.speech_service.check_open()
    await state.fleet.look()
    state.fleet.check_room()
    workers = state.fleet.workers()
    if not workers:
        error = NoWorker("No worker is alive; start one with: voice-server worker NAME")
        return error_response(error)
    backends = sorted({worker.backend for worker in workers})
    problems = state.fleet.results.problems(public=True)
    return StructResponse(Readiness(backends, len(workers), problems=problems))
