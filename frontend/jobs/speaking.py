"""Segments of a job: cut from an item's text, synthesised by the workers that listeners use."""

import asyncio
import contextlib
import hashlib
import logging
import time
import uuid
from collections.abc import AsyncIterator

import msgspec
from redis import RedisError

from backend_queues.base import Word
from frontend.cluster.bus import FrontendBus
from frontend.jobs.job import SpokenSegment
from frontend.services import Services
from frontend.streaming.delivery import SegmentDelivery
from frontend.streaming.loss_detector import RetryPolicy
from frontend.streaming.scheduler import TICK_S
from frontend.streaming.text_buffer import PlannedSegment, TextBuffer
from frontend.text import WHOLE_SENTENCES, Segment
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Chunk, Finished, Words

log = logging.getLogger(__name__)

BATCH_PRIORITY = 9  # the last on Redis: a listener that comes is served next
# A job that runs overnight outlasts a deployment, of workers and of Redis.
PATIENT = RetryPolicy(
    worker_wait_s=float("inf"), redis_wait_s=float("inf"), again_priority=BATCH_PRIORITY
)


async def cut(text: str, voice_settings: VoiceSettings) -> AsyncIterator[PlannedSegment]:
    """Yield the lines of a whole text, of any length, without holding up the event loop."""
    now = time.monotonic()
    text_buffer = TextBuffer(voice_settings, len(text), WHOLE_SENTENCES)
    text_buffer.write(text, now)
    text_buffer.end()
    while not text_buffer.exhausted:
        text_buffer.cut(now)
        await asyncio.sleep(0)
        while text_buffer.has_segments:
            yield text_buffer.pop()


def digest_of(index: int, segment: Segment, voice_settings: VoiceSettings, seed: int) -> str:
    """Return a name for what workers make of a segment: all that it depends on gives it."""
    depends_on = (
        voice_settings.backend.name,
        index,
        segment.text,
        segment.pause_s,
        voice_settings.voice,
        voice_settings.language,
        sorted(voice_settings.options.items()),
        voice_settings.voice_sample.digest if voice_settings.voice_sample else "",
        seed,
    )
    return hashlib.sha256(msgspec.json.encode(depends_on)).hexdigest()[:40]


async def speak(
    services: Services, index: int, segment: Segment, voice_settings: VoiceSettings, seed: int
) -> SpokenSegment:
    """Have one segment synthesised, however long workers and Redis are away.

    Cancelling this takes it back from the worker.

    Raises:
        SegmentFailed: it was tried as often as allowed; the message says why.
    """
    signal = asyncio.Event()
    utterance = uuid.uuid4().hex
    delivery = SegmentDelivery(
        services, utterance, PATIENT, work=signal, news=signal, first=index, seed=seed
    )
    services.results.attach(utterance, delivery)
    collected = _Collected(segment)
    try:
        await delivery.launch(index, segment, voice_settings, BATCH_PRIORITY, starts=False)
        while not await _collect(delivery, collected, signal):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await signal.wait()
    finally:
        services.results.detach(utterance)
        delivery.close()
        services.background.spawn(_say_goodbye(services.bus, utterance, collected.finished))
    return collected.spoken()


async def _collect(
    delivery: SegmentDelivery, collected: "_Collected", signal: asyncio.Event
) -> bool:
    """Take what has come; true if that is all.

    Raises:
        SegmentFailed: there will be no more.
    """
    signal.clear()
    while message := delivery.pop():
        collected.add(message)
    if delivery.failure:
        raise delivery.failure.error
    if not collected.finished:
        await delivery.watch()
    return collected.finished


async def _say_goodbye(bus: FrontendBus, utterance: str, finished: bool) -> None:
    """Nobody will hear it again, so Redis need not keep a night's audio for a minute each."""
    try:
        await (bus.forget_utterance if finished else bus.cancel_utterance)(utterance)
    except (RedisError, OSError) as error:
        log.warning("Could not tell Redis that %s is over (%s).", utterance, error)


class _Collected:
    """The frames of one segment, so far."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._parts: list[bytes] = []
        self._words: list[Word] = []
        self._sample_rate_hz = 0
        self.finished = False

    def add(self, message: object) -> None:
        match message:
            case Chunk():
                self._parts.append(message.pcm)
                self._sample_rate_hz = message.sample_rate_hz
            case Words():
                self._words += message.words
            case Finished():
                self.finished = True

    def spoken(self) -> SpokenSegment:
        return SpokenSegment(
            text=self._segment.text,
            pcm=b"".join(self._parts),
            sample_rate_hz=self._sample_rate_hz,
            words=tuple(self._words),
            pause_s=self._segment.pause_s,
        )
