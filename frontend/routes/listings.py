"""What there is to speak with: names for the classic clients, everything under /v1/."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.registry import BackendSpec, Registry
from frontend.fleet import Fleet


async def engines(request: Request) -> JSONResponse:
    """GET /engines: the names of the backends that have a live worker."""
    return JSONResponse(sorted({worker.backend for worker in _fleet(request).workers()}))


async def voices(request: Request) -> JSONResponse:
    """GET /voices[?backend=]: the names of the backend's voices."""
    registry: Registry = request.app.state.registry
    spec = registry.get(request.query_params.get("backend", ""))
    worker = await _fleet(request).present(spec.name)
    return JSONResponse([voice.name for voice in worker.voices])


async def v1_backends(request: Request) -> JSONResponse:
    """GET /v1/backends: every registered backend and what its live workers say of it."""
    registry: Registry = request.app.state.registry
    described = [_describe(spec, _fleet(request)) for spec in registry.specs.values()]
    return JSONResponse({"default": registry.default, "backends": described})


async def v1_voices(request: Request) -> JSONResponse:
    """GET /v1/voices: the voices of all backends that have a live worker."""
    registry: Registry = request.app.state.registry
    fleet = _fleet(request)
    return JSONResponse(
        {
            "voices": [
                {"backend": spec.name, **msgspec.to_builtins(voice)}
                for spec in registry.specs.values()
                for worker in fleet.workers(spec.name)[:1]
                for voice in worker.voices
            ]
        }
    )


def _describe(spec: BackendSpec, fleet: Fleet) -> dict[str, Any]:
    workers = fleet.workers(spec.name)
    description: dict[str, Any] = {
        "name": spec.name,
        "workers": len(workers),
        "busy_workers": sum(worker.busy for worker in workers),
        "queue_depth": fleet.queue_depth(spec.name),
    }
    if workers:
        description |= {
            "default_voice": spec.entry.default_voice or workers[0].voices[0].name,
            "sample_rate_hz": workers[0].sample_rate_hz,
            "capabilities": msgspec.to_builtins(workers[0].capabilities),
            "voices": [voice.name for voice in workers[0].voices],
        }
    return description


def _fleet(request: Request) -> Fleet:
    fleet: Fleet = request.app.state.services.fleet
    return fleet
