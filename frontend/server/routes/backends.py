"""GET /v1/backends: the registered backends."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import TTSError
from backend_queues.provisioning import environments
from backend_queues.registry import BackendSpec
from frontend.server.guards.asking import client_of
from frontend.server.http.state import AppState, state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.backends import BackendDescription, Backends
from frontend.voices.defaults import Choice
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import voice_names

ABSENT = "No worker serves it now."
AILING = "Not all of its workers serve now."


async def v1_backends(request: Request) -> JSONResponse:
    """GET /v1/backends: every registered backend, its workers' description of it, its problems."""
    state = state_of(request)
    defaults = await state.defaults.read()
    client = client_of(request)
    samples = state.library.catalogue_for(client)
    described = await asyncio.to_thread(_describe_all, state, defaults, samples)
    if "operate" not in client.scopes:
        described = [_in_public(backend) for backend in described]
    return StructResponse(Backends(defaults.backend, described, state.settings.max_text_chars))


def _describe_all(
    state: AppState, defaults: Choice, samples: Catalogue
) -> list[BackendDescription]:
    """Describe all backends. Blocks: it reads the environments' stamps."""
    return [_describe(spec, state, defaults, samples) for spec in state.registry.specs.values()]


def _describe(
    spec: BackendSpec, state: AppState, defaults: Choice, samples: Catalogue
) -> BackendDescription:
    fleet = state.fleet
    workers = fleet.workers(spec.name)
    problems = fleet.supervised.problems(spec.name)
    description = BackendDescription(
        name=spec.name,
        purpose=spec.entry.purpose,
        workers=len(workers),
        busy_workers=sum(worker.busy for worker in workers),
        queue_depth=fleet.queue_depth(spec.name),
        problems=problems if workers or problems else [_absence(spec)],
    )
    if workers:
        description.default_voice = defaults.voice(spec, workers[0], samples)
        description.sample_rate_hz = workers[0].sample_rate_hz
        description.capabilities = workers[0].capabilities
        description.voices = voice_names(spec, workers[0], samples)
    return description


def _in_public(backend: BackendDescription) -> BackendDescription:
    """Return it without hosts, paths and last words, which concern operators alone."""
    if not backend.problems:
        return backend
    return msgspec.structs.replace(backend, problems=[AILING if backend.workers else ABSENT])


def _absence(spec: BackendSpec) -> str:
    """Say how to start a backend that has no worker, or why it cannot run on this machine."""
    try:
        environments.python_of(spec)
    except TTSError as error:
        return f"No worker serves it now. On this machine: {error.message}"
    return f"No worker serves it now. Start one with: voice-server worker {spec.name}"
