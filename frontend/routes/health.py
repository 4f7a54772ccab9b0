"""Whether the process lives, and whether it can speak."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from frontend.routes.errors import error_response
from frontend.services import Services
from tasks.errors import NoWorker


async def health(_: Request) -> JSONResponse:
    """GET /health: 200 as long as the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> JSONResponse:
    """GET /ready: 200 when Redis answers and a worker is alive, else 503 and what is missing."""
    services: Services = request.app.state.services
    await services.fleet.refresh()
    workers = services.fleet.workers()
    if not workers:
        error = NoWorker("No worker is alive; start one with: voice-server worker NAME")
        return error_response(error)
    backends = sorted({worker.backend for worker in workers})
    return JSONResponse({"status": "ready", "backends": backends, "workers": len(workers)})
