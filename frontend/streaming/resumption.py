"""What lets any frontend go on with an utterance whose client has lost its connection.

It is kept in Redis while the utterance is under way, and for as long as it can be heard again. Who
goes on with it begins another take: tasks and frames go by a new name, so that no claim, no log and
no cancellation of the take before concerns them.
"""

import asyncio
import logging
from typing import Self

import msgspec
from redis import RedisError

from backend_queues.base import OptionValue, VoiceSample
from backend_queues.errors import UnknownUtterance
from backend_queues.registry import Registry
from frontend.audio.formats import Encoding
from frontend.cluster.bus import FrontendBus
from frontend.streaming.position import START, Position
from frontend.voices.voice_settings import VoiceSettings
from tasks.keys import REPLAY_TTL_S, RESUME_TTL_S
from tasks.process.cancellation import cancel_and_wait

log = logging.getLogger(__name__)

REMEMBER_S = REPLAY_TTL_S / 3


class Resumable(msgspec.Struct, frozen=True, kw_only=True):
    """A whole text and all that decides how it sounds."""

    text: str
    backend: str
    voice: str
    language: str
    options: dict[str, OptionValue]
    tags: tuple[str, ...]
    voice_sample: VoiceSample | None = msgspec.field(name="sample")
    seed: int
    encoding: Encoding

    @classmethod
    def of(cls, text: str, voice_settings: VoiceSettings, encoding: Encoding, seed: int) -> Self:
        return cls(
            text=text,
            backend=voice_settings.backend.name,
            voice=voice_settings.voice,
            language=voice_settings.language,
            options=dict(voice_settings.options),
            tags=voice_settings.tags,
            voice_sample=voice_settings.voice_sample,
            seed=seed,
            encoding=encoding,
        )

    def voice_settings(self, registry: Registry) -> VoiceSettings:
        """Return the style it was begun with, whatever the defaults are now.

        Raises:
            UnknownBackend: this frontend's registry has not got it.
        """
        return VoiceSettings(
            backend=registry.get(self.backend),
            voice=self.voice,
            language=self.language,
            options=self.options,
            tags=self.tags,
            voice_sample=self.voice_sample,
        )


class ResumePoint(msgspec.Struct, frozen=True):
    """Where a take of an utterance begins, under which name, and with which seed; None is any.

    The first take has the utterance's own name, later ones a number behind it.
    """

    take: str
    position: Position = START
    seed: int | None = None


def utterance_of(take: str) -> str:
    return take.partition(".")[0]


async def resume(
    bus: FrontendBus, utterance: str, position: Position
) -> tuple[Resumable, ResumePoint]:
    """Take an utterance over; whoever speaks it now stops.

    Raises:
        UnknownUtterance: nothing is known of it any more.
        RedisUnavailable: nothing can be known.
    """
    taken = await bus.take_over(utterance)
    if taken is None:
        raise UnknownUtterance(
            "The stream cannot be resumed: nothing is known of it, or not any more. Send the text "
            "again, without Last-Event-ID."
        )
    record, take = taken
    resumable = msgspec.json.decode(record, type=Resumable)
    return resumable, ResumePoint(take, position, resumable.seed)


class ResumeRecorder:
    """Keeps an utterance resumable from `start` on until some time after `end`."""

    def __init__(self, bus: FrontendBus, take: str, resumable: Resumable) -> None:
        self._bus = bus
        self._utterance = utterance_of(take)
        self._resumable = resumable
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin once there is something to hear soon: it must not keep anybody from speaking."""
        self._task = self._task or asyncio.create_task(self._remember())

    async def end(self) -> None:
        if self._task:
            await cancel_and_wait(self._task)
            await self._put(REPLAY_TTL_S)

    async def _remember(self) -> None:
        """Write it again and again: a Redis that was started empty has it soon."""
        while True:
            await self._put(RESUME_TTL_S)
            await asyncio.sleep(REMEMBER_S)

    async def _put(self, ttl_s: int) -> None:
        record = msgspec.json.encode(self._resumable)
        try:
            await self._bus.remember(self._utterance, record, ttl_s)
        except (RedisError, OSError) as error:
            log.warning("%s cannot be resumed while Redis is away (%s).", self._utterance, error)
