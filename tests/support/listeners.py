"""Listeners of the core, who play the speech as it comes."""

import asyncio
from dataclasses import dataclass, field

from frontend.access.client import ANYBODY, Client
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, InLine, Opened
from tests.support.core import VOICE, Core
from tests.support.memory_cluster import RATE_HZ, SECONDS_PER_CHARACTER
from tests.support.virtual_time import now

SENTENCE = "It is one of the many sentences of this text. "
LONG = SENTENCE * 6
SENTENCE_S = len(SENTENCE) * SECONDS_PER_CHARACTER
TWO = 2.5  # the speed of a worker that can sustain two listeners


@dataclass
class Listener:
    """One who plays the speech as it comes."""

    core: Core
    text: str = LONG
    realtime: bool = True
    client: Client = ANYBODY
    waits: list[InLine] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    asked_at: float = 0.0
    began_at: float | None = None
    heard_at: float | None = None
    gap_s: float = 0.0
    told_at: list[float] = field(default_factory=list)
    dry_at: float = 0.0

    async def listen(self) -> None:
        self.asked_at = now()
        speech = self.core.service.speak(
            self.text, VOICE, Endpoint.TTS, RATE_HZ, client=self.client, realtime=self.realtime
        )
        async for event in speech:
            self._take(event)

    def _take(self, event: Event) -> None:
        self.events.append(event)
        match event:
            case InLine():
                self.waits.append(event)
                self.told_at.append(now())
            case Opened():
                self.began_at = now()
            case Audio():
                self._play(len(event.pcm) / 2 / RATE_HZ)

    def _play(self, audio_s: float) -> None:
        self.heard_at = self.heard_at or now()
        if self.dry_at:
            self.gap_s += max(0.0, now() - self.dry_at)
        self.dry_at = max(self.dry_at, now()) + audio_s

    @property
    def first_audio_s(self) -> float:
        assert self.heard_at is not None
        return self.heard_at - self.asked_at

    @property
    def waited_s(self) -> float:
        assert self.began_at is not None
        return self.began_at - self.asked_at


async def listen_all(*listeners: Listener, apart_s: float = 2.0) -> None:
    """Let them listen, one coming after the other."""

    async def come(number: int, listener: Listener) -> None:
        await asyncio.sleep(number * apart_s)
        await listener.listen()

    await asyncio.gather(*(come(*numbered) for numbered in enumerate(listeners)))


def heard_all(*listeners: Listener) -> bool:
    """Return whether all of them heard everything without a gap."""
    return all(isinstance(one.events[-1], Done) and one.gap_s == 0 for one in listeners)
