"""GET /v1/voices: every voice in detail; GET /v1/audio/voices: their names, as OpenAI has it."""

from collections.abc import Iterable, Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.registry import BackendSpec
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.server.messages.voices import (
    UnusableVoiceSample,
    VoiceDescription,
    VoiceName,
    VoiceNames,
    VoiceNamesQuery,
    Voices,
)
from frontend.voices.voice_samples.catalogue import NOTHING_CLONES, Catalogue
from frontend.voices.voice_settings import (
    clone_problem,
    cloned_voices,
    voice_names,
)
from tasks.messages import Presence


async def v1_voices(request: Request) -> JSONResponse:
    """GET /v1/voices: the voices and tags of each backend with a live worker.

    `unusable` lists the voice samples that cannot be used, or not by one backend, and why; where
    no backend clones, all of them.
    """
    served = _served(request)
    samples = state_of(request).library.catalogue_for(client_of(request))
    return StructResponse(
        Voices(
            voices=[voice for pair in served for voice in _voices(*pair, samples)],
            tags={spec.name: worker.capabilities.tags for spec, worker in served},
            unusable=[
                *(
                    UnusableVoiceSample(name=entry.name, file=entry.file, reason=entry.problem)
                    for entry in samples.problems
                ),
                *(problem for pair in served for problem in _not_cloned(*pair, samples)),
                *cloned_by_nobody((worker for _, worker in served), samples),
            ],
        )
    )


async def names(request: Request) -> JSONResponse:
    """GET /v1/audio/voices: the names of all voices, as OpenAI lists them."""
    legacy = read_query(request, VoiceNamesQuery).legacy
    samples = state_of(request).library.catalogue_for(client_of(request))
    known = {name for pair in _served(request) for name in voice_names(*pair, samples)}
    known |= {voice_sample.name for voice_sample in samples.voices}
    listed = [VoiceName(name, name) for name in sorted(known)]
    return StructResponse(VoiceNames(listed, voices=[*(sorted(known) if legacy else listed)]))


def _served(request: Request) -> list[tuple[BackendSpec, Presence]]:
    """Return each backend that has a live worker, with one of them."""
    state = state_of(request)
    return [
        (spec, worker)
        for spec in state.registry.specs.values()
        for worker in state.fleet.workers(spec.name)[:1]
    ]


def _voices(spec: BackendSpec, worker: Presence, samples: Catalogue) -> Iterator[VoiceDescription]:
    cloned = cloned_voices(spec, worker, samples)
    replaced = {voice_sample.name for voice_sample in cloned}
    for voice in worker.voices:
        if voice.name not in replaced:
            yield VoiceDescription(
                backend=spec.name,
                name=voice.name,
                language=voice.language,
                description=voice.description,
                cloned=False,
            )
    for voice_sample in cloned:
        yield VoiceDescription(
            backend=spec.name,
            name=voice_sample.name,
            language=voice_sample.language,
            description=f"cloned from {voice_sample.seconds:.1f} s",
            cloned=True,
            seconds=voice_sample.seconds,
            licence=samples.licence(voice_sample.name),
        )


def _not_cloned(
    spec: BackendSpec, worker: Presence, samples: Catalogue
) -> Iterator[UnusableVoiceSample]:
    for voice_sample in samples.voices if worker.capabilities.cloning else ():
        if problem := clone_problem(voice_sample, spec, worker, samples):
            yield UnusableVoiceSample(backend=spec.name, name=voice_sample.name, reason=problem)


def cloned_by_nobody(
    workers: Iterable[Presence], samples: Catalogue
) -> Iterator[UnusableVoiceSample]:
    """Yield all voice samples, if none of the workers clones."""
    if not any(worker.capabilities.cloning for worker in workers):
        for voice_sample in samples.voices:
            yield UnusableVoiceSample(name=voice_sample.name, reason=NOTHING_CLONES)
