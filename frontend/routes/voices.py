"""The voices there are: names for the classic clients, everything under /v1/voices."""

from collections.abc import Iterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.registry import BackendSpec, Registry
from frontend.samples.catalogue import Catalogue
from frontend.services import Services
from frontend.style import clone_problem, cloned_voices
from tasks.messages import Presence


async def voices(request: Request) -> JSONResponse:
    """GET /voices[?backend=]: the names of the backend's voices, cloned ones at the end."""
    registry: Registry = request.app.state.registry
    services: Services = request.app.state.services
    spec = registry.get(request.query_params.get("backend", ""))
    worker = await services.fleet.present(spec.name)
    return JSONResponse(voice_names(spec, worker, services.samples.catalogue))


async def v1_voices(request: Request) -> JSONResponse:
    """GET /v1/voices: what each backend with a live worker can speak with, and the tags it knows.

    `unusable` are the files of voice_samples that give no voice, or none of one backend, and why.
    """
    served = _served(request)
    services: Services = request.app.state.services
    samples = services.samples.catalogue
    return JSONResponse(
        {
            "voices": [voice for pair in served for voice in _voices(*pair, samples)],
            "tags": {spec.name: worker.capabilities.tags for spec, worker in served},
            "unusable": [
                *(
                    {"name": entry.name, "file": entry.file, "reason": entry.problem}
                    for entry in samples.problems
                ),
                *(problem for pair in served for problem in _too_short(*pair, samples)),
            ],
        }
    )


async def names(request: Request) -> JSONResponse:
    """GET /v1/audio/voices: every name that a backend with a live worker knows, as OpenAI lists."""
    services: Services = request.app.state.services
    samples = services.samples.catalogue
    known = {name for pair in _served(request) for name in voice_names(*pair, samples)}
    known |= {sample.name for sample in samples.voices}
    data = [{"object": "audio.voice", "id": name, "name": name} for name in sorted(known)]
    return JSONResponse({"object": "list", "data": data})


def _served(request: Request) -> list[tuple[BackendSpec, Presence]]:
    """Return the backends that have a live worker, each with one."""
    registry: Registry = request.app.state.registry
    services: Services = request.app.state.services
    return [
        (spec, worker)
        for spec in registry.specs.values()
        for worker in services.fleet.workers(spec.name)[:1]
    ]


def voice_names(spec: BackendSpec, worker: Presence, samples: Catalogue) -> list[str]:
    """Return the names of all voices of the backend: its own, then those it can clone."""
    own = [voice.name for voice in worker.voices]
    cloned = [sample.name for sample in cloned_voices(spec, worker.capabilities, samples)]
    return [*own, *(name for name in cloned if name not in own)]


def _voices(spec: BackendSpec, worker: Presence, samples: Catalogue) -> Iterator[dict[str, Any]]:
    cloned = cloned_voices(spec, worker.capabilities, samples)
    replaced = {sample.name for sample in cloned}
    for voice in worker.voices:
        if voice.name not in replaced:
            yield {"backend": spec.name, **msgspec.to_builtins(voice), "cloned": False}
    for sample in cloned:
        yield {
            "backend": spec.name,
            "name": sample.name,
            "language": sample.language,
            "description": f"cloned from {sample.seconds:.1f} s",
            "cloned": True,
            "seconds": sample.seconds,
            "licence": samples.licence(sample.name),
        }


def _too_short(spec: BackendSpec, worker: Presence, samples: Catalogue) -> Iterator[dict[str, str]]:
    for sample in samples.voices if worker.capabilities.cloning else ():
        if problem := clone_problem(sample, spec, worker.capabilities):
            yield {"backend": spec.name, "name": sample.name, "reason": problem}
