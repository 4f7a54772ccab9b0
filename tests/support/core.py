"""The core as a test speaks with it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass

from backend_queues.registry import registry
from frontend.access.client import ANYBODY, Client
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Event, Failure
from frontend.streaming.admission.admission import Admission
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.resume_records import ResumeRight
from frontend.streaming.scheduling.load import Load
from frontend.streaming.speech_service import SpeechService
from frontend.telemetry.metrics.instruments import Metrics
from frontend.voices.voice_settings import VoiceSettings
from tests.support.client_use import MemoryUse
from tests.support.memory_cluster import RATE_HZ, MemoryCluster, pcm_of

TEXT = "This is the first sentence. Here is the second one. And now the third of them."
RIGHT = ResumeRight.new()
VOICE = VoiceSettings(registry().get("tone"), "sine", "en", {}, tags=())


@dataclass(frozen=True)
class Core:
    frontend: str
    service: SpeechService
    cluster: MemoryCluster
    metrics: Metrics
    load: Load
    admission: Admission
    crashes: Crashes
    use: MemoryUse
    another_frontend: Callable[[], Core]  # a second process

    async def hear(
        self, text: str = TEXT, *, client: Client = ANYBODY, realtime: bool = True
    ) -> list[Event]:
        """Return all events of a text."""
        speech = self.service.speak(
            text, VOICE, Endpoint.TTS, RATE_HZ, client=client, realtime=realtime
        )
        return await collected(speech)

    @property
    def expected(self) -> bytes:
        """What was to be heard of everything that was sent to workers."""
        return pcm_of([task for task, _ in self.cluster.sent])

    def counted(self, name: str, **labels: str) -> float:
        """Return a metric's value."""
        value = self.metrics.registry.get_sample_value(f"voice_server_{name}", labels)
        return value or 0.0


async def collected(events: AsyncIterable[Event]) -> list[Event]:
    return [event async for event in events]


def audio_of(events: list[Event]) -> bytes:
    return b"".join(event.pcm for event in events if isinstance(event, Audio))


def failure_of(events: list[Event]) -> Failure:
    """Return the failure that ends a stream, which must be its last event."""
    failure = events[-1]
    assert isinstance(failure, Failure), failure
    return failure
