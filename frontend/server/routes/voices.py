"""The voices there are: everything under /v1/voices, names as OpenAI lists them."""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.registry import BackendSpec
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import clone_problem, cloned_voices
from tasks.messages import Presence


class VoiceDescription(msgspec.Struct, frozen=True, kw_only=True):
    """What a backend can speak with; a cloned voice has `seconds` and `licence`."""

    backend: str
    name: str
    language: Annotated[
        str, Meta(description="BCP 47; empty is every language of the backend, or unknown.")
    ]
    description: str
    cloned: Annotated[bool, Meta(description="Whether it is made from a voice sample.")]
    seconds: Annotated[float | UnsetType, Meta(description="Of the recording.")] = UNSET
    licence: Annotated[str | UnsetType, Meta(description="Of the recording.")] = UNSET


class UnusableVoiceSample(msgspec.Struct, frozen=True, kw_only=True):
    """A voice sample that gives no voice; with a `backend`, none of that backend."""

    name: str
    reason: Annotated[str, Meta(description="Why, and what to change.")]
    file: str | UnsetType = UNSET
    backend: str | UnsetType = UNSET


class Voices(msgspec.Struct, frozen=True):
    """What the backends with a live worker can speak with."""

    voices: list[VoiceDescription]
    tags: Annotated[
        dict[str, tuple[str, ...]],
        Meta(description="By backend, the tags that it speaks, such as laugh for [laugh]."),
    ]
    unusable: Annotated[
        list[UnusableVoiceSample], Meta(description="Files of voice_samples that cannot be used.")
    ]


class VoiceName(msgspec.Struct, frozen=True):
    """A voice as OpenAI lists it."""

    id: Annotated[str, Meta(description="The voice's name.")]
    name: str
    object: Literal["audio.voice"] = "audio.voice"


class VoiceNames(msgspec.Struct, frozen=True):
    """Voices as OpenAI lists them, and once more where clients of Kokoro's servers look."""

    data: list[VoiceName]
    voices: list[VoiceName]
    object: Literal["list"] = "list"


async def v1_voices(request: Request) -> JSONResponse:
    """GET /v1/voices: what each backend with a live worker can speak with, and the tags it knows.

    `unusable` are the files of voice_samples that give no voice, or none of one backend, and why.
    """
    served = _served(request)
    services = state_of(request).services
    samples = services.samples.catalogue
    return StructResponse(
        Voices(
            voices=[voice for pair in served for voice in _voices(*pair, samples)],
            tags={spec.name: worker.capabilities.tags for spec, worker in served},
            unusable=[
                *(
                    UnusableVoiceSample(name=entry.name, file=entry.file, reason=entry.problem)
                    for entry in samples.problems
                ),
                *(problem for pair in served for problem in _too_short(*pair, samples)),
            ],
        )
    )


async def names(request: Request) -> JSONResponse:
    """GET /v1/audio/voices: every name that a backend with a live worker knows, as OpenAI lists."""
    services = state_of(request).services
    samples = services.samples.catalogue
    known = {name for pair in _served(request) for name in voice_names(*pair, samples)}
    known |= {voice_sample.name for voice_sample in samples.voices}
    listed = [VoiceName(name, name) for name in sorted(known)]
    return StructResponse(VoiceNames(listed, voices=listed))


def _served(request: Request) -> list[tuple[BackendSpec, Presence]]:
    """Return the backends that have a live worker, each with one."""
    state = state_of(request)
    return [
        (spec, worker)
        for spec in state.registry.specs.values()
        for worker in state.services.fleet.workers(spec.name)[:1]
    ]


def voice_names(spec: BackendSpec, worker: Presence, samples: Catalogue) -> list[str]:
    """Return the names of all voices of the backend: its own, then those it can clone."""
    own = [voice.name for voice in worker.voices]
    cloned = [
        voice_sample.name for voice_sample in cloned_voices(spec, worker.capabilities, samples)
    ]
    return [*own, *(name for name in cloned if name not in own)]


def _voices(spec: BackendSpec, worker: Presence, samples: Catalogue) -> Iterator[VoiceDescription]:
    cloned = cloned_voices(spec, worker.capabilities, samples)
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


def _too_short(
    spec: BackendSpec, worker: Presence, samples: Catalogue
) -> Iterator[UnusableVoiceSample]:
    for voice_sample in samples.voices if worker.capabilities.cloning else ():
        if problem := clone_problem(voice_sample, spec, worker.capabilities):
            yield UnusableVoiceSample(backend=spec.name, name=voice_sample.name, reason=problem)
