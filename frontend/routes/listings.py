"""The engines there are: names for the classic clients, everything under /v1/backends."""

import asyncio
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues import environments
from backend_queues.registry import BackendSpec, Registry
from frontend.routes.voices import voice_names
from frontend.services import Services
from tasks.errors import TTSError


async def engines(request: Request) -> JSONResponse:
    """GET /engines: the names of the backends that have a live worker."""
    services: Services = request.app.state.services
    return JSONResponse(sorted({worker.backend for worker in services.fleet.workers()}))


async def v1_backends(request: Request) -> JSONResponse:
    """GET /v1/backends: every registered backend, what its workers say of it, what is wrong."""
    registry: Registry = request.app.state.registry
    services: Services = request.app.state.services
    described = await asyncio.to_thread(_describe_all, registry, services)
    return JSONResponse({"default": registry.default, "backends": described})


def _describe_all(registry: Registry, services: Services) -> list[dict[str, Any]]:
    """Reads files: environments' stamps."""
    return [_describe(spec, services) for spec in registry.specs.values()]


def _describe(spec: BackendSpec, services: Services) -> dict[str, Any]:
    fleet = services.fleet
    workers = fleet.workers(spec.name)
    problems = fleet.problems(spec.name)
    description: dict[str, Any] = {
        "name": spec.name,
        "workers": len(workers),
        "busy_workers": sum(worker.busy for worker in workers),
        "queue_depth": fleet.queue_depth(spec.name),
        "problems": problems if workers or problems else [_absence(spec)],
    }
    if workers:
        names = voice_names(spec, workers[0], services.samples.catalogue)
        description |= {
            "default_voice": spec.entry.default_voice or next(iter(names), ""),
            "sample_rate_hz": workers[0].sample_rate_hz,
            "capabilities": msgspec.to_builtins(workers[0].capabilities),
            "voices": names,
        }
    return description


def _absence(spec: BackendSpec) -> str:
    """Say what makes a backend speak that nobody serves; another machine may be the right one."""
    try:
        environments.python_of(spec)
    except TTSError as error:
        return f"No worker serves it now. On this machine: {error.message}"
    return f"No worker serves it now. Start one with: voice-server worker {spec.name}"
