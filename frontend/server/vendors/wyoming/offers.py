"""What the port offers: programs and voices, put together from what the frontend knows already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from backend_queues.errors import NoWorker
from frontend.server.vendors.wyoming.messages import (
    Attribution,
    Info,
    OfferedProgram,
    OfferedVoice,
)
from frontend.voices.voice_settings import cloned_voices

if TYPE_CHECKING:
    from backend_queues.base import Voice
    from backend_queues.registry import BackendSpec
    from frontend.access.client import Client
    from frontend.server.http.state import AppState
    from frontend.voices.voice_samples.catalogue import Catalogue
    from tasks.messages import Presence

PROGRAM = "voice-server"  # with the voices of all backends; the others have the backends' names
ATTRIBUTION = Attribution("Voice Server", "")
Served = tuple["BackendSpec", "Presence"]


def info_for(state: AppState, client: Client) -> Info:
    """Return what the client can have spoken, the default backend's voices first.

    The first program has every voice name once; Home Assistant shows this one. Each backend is a
    program too if there are several.

    Raises:
        NoWorker: no voice is known yet. Home Assistant keeps what it is told first, and asks again
            if it is told nothing.
    """
    samples = state.library.catalogue_for(client)
    served = list(_served(state))
    programs = [_program(spec.name, [(spec, worker)], samples) for spec, worker in served]
    everything = _program(PROGRAM, served, samples)
    if not everything.voices:
        raise NoWorker("No worker has told of its voices yet. Ask again in a moment.")
    return Info((everything, *(programs if len(programs) > 1 else ())))


def backend_of(state: AppState, program: str) -> str | None:
    """Return the backend that a program stands for, "" if it is any; None if there is none."""
    if program == PROGRAM:
        return ""
    return program if program in state.registry.specs else None


def _served(state: AppState) -> Iterator[Served]:
    """Yield each backend that speaks, or has spoken and may do so again, the default one first."""
    registry = state.registry
    for name in dict.fromkeys((registry.default, *registry.specs)):
        worker = next(iter(state.fleet.workers(name)), None) or state.fleet.last_seen(name)
        if worker:
            yield registry.specs[name], worker


def _program(name: str, served: Iterable[Served], samples: Catalogue) -> OfferedProgram:
    voices: dict[str, OfferedVoice] = {}
    for spec, worker in served:
        for voice in _voices(spec, worker, samples):
            voices.setdefault(voice.name, voice)
    return OfferedProgram(
        name=name,
        attribution=ATTRIBUTION,
        description="Voice Server" if name == PROGRAM else f"Voice Server, {name}",
        version=version("voice-server"),
        voices=tuple(voices.values()),
    )


def _voices(spec: BackendSpec, worker: Presence, samples: Catalogue) -> Iterator[OfferedVoice]:
    languages = worker.capabilities.languages
    cloned = {sample.name for sample in cloned_voices(spec, worker, samples)}
    for voice in worker.voices:
        if voice.name not in cloned:
            kind = f" ({voice.description})" if voice.description else ""
            yield _voice(voice.name, f"{voice.name}{kind}", _spoken_by(voice, languages))
    for name in sorted(cloned):
        yield _voice(name, f"{name} (cloned)", languages)


def _spoken_by(voice: Voice, languages: tuple[str, ...]) -> tuple[str, ...]:
    """A voice without a language speaks all of its backend."""
    return (voice.language,) if voice.language else languages


def _voice(name: str, description: str, languages: tuple[str, ...]) -> OfferedVoice:
    return OfferedVoice(
        name=name,
        attribution=ATTRIBUTION,
        description=description,
        version=version("voice-server"),
        languages=languages,
    )
