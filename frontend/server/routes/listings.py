"""GET /v1/backends: the engines there are."""

import asyncio
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.base import Capabilities
from backend_queues.errors import TTSError
from backend_queues.provisioning import environments
from backend_queues.registry import BackendSpec, Registry
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.server.routes.voices import voice_names
from frontend.services import Services
from frontend.voices.defaults import Choice


class BackendDescription(msgspec.Struct, kw_only=True):
    """A backend; what only its workers know is there as long as one is alive."""

    name: str
    workers: Annotated[int, Meta(description="How many are alive.")]
    busy_workers: Annotated[int, Meta(description="How many of them speak now.")]
    queue_depth: Annotated[int, Meta(description="Segments that wait for a worker.")]
    problems: Annotated[list[str], Meta(description="What is wrong with it, and what to do.")]
    default_voice: Annotated[
        str | UnsetType, Meta(description="The voice that speaks where none is named.")
    ] = UNSET
    sample_rate_hz: Annotated[
        int | UnsetType, Meta(description="The engine's own; clients hear the rate they ask for.")
    ] = UNSET
    capabilities: Capabilities | UnsetType = UNSET
    voices: Annotated[
        list[str] | UnsetType, Meta(description="Their names; the cloned ones are at the end.")
    ] = UNSET


class Backends(msgspec.Struct, frozen=True):
    """Every registered backend."""

    default: Annotated[str, Meta(description="The backend that speaks where none is named.")]
    backends: list[BackendDescription]


async def v1_backends(request: Request) -> JSONResponse:
    """GET /v1/backends: every registered backend, what its workers say of it, what is wrong."""
    state = state_of(request)
    defaults = await state.services.defaults.read()
    described = await asyncio.to_thread(_describe_all, state.registry, state.services, defaults)
    return StructResponse(Backends(defaults.backend, described))


def _describe_all(
    registry: Registry, services: Services, defaults: Choice
) -> list[BackendDescription]:
    """Reads files: environments' stamps."""
    return [_describe(spec, services, defaults) for spec in registry.specs.values()]


def _describe(spec: BackendSpec, services: Services, defaults: Choice) -> BackendDescription:
    fleet = services.fleet
    workers = fleet.workers(spec.name)
    problems = fleet.problems(spec.name)
    description = BackendDescription(
        name=spec.name,
        workers=len(workers),
        busy_workers=sum(worker.busy for worker in workers),
        queue_depth=fleet.queue_depth(spec.name),
        problems=problems if workers or problems else [_absence(spec)],
    )
    if workers:
        samples = services.samples.catalogue
        description.default_voice = defaults.voice(spec, workers[0], samples)
        description.sample_rate_hz = workers[0].sample_rate_hz
        description.capabilities = workers[0].capabilities
        description.voices = voice_names(spec, workers[0], samples)
    return description


def _absence(spec: BackendSpec) -> str:
    """Say what makes a backend speak that nobody serves; another machine may be the right one."""
    try:
        environments.python_of(spec)
    except TTSError as error:
        return f"No worker serves it now. On this machine: {error.message}"
    return f"No worker serves it now. Start one with: voice-server worker {spec.name}"
