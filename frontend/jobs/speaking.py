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
from frontend.bus import FrontendBus
from frontend.feeder import TICK_S
from frontend.flight import Flight
from frontend.jobs.job import SpokenSegment
from frontend.script import Line, Script
from frontend.services import Services
from frontend.style import Style
from frontend.text import WHOLE_SENTENCES, Segment
from frontend.watch import Terms
from tasks.messages import Chunk, Finished, Words

log = logging.getLogger(__name__)

BATCH_PRIORITY = 9  # the last on Redis: a listener that comes is served next
# A job that runs overnight outlasts a deployment, of workers and of Redis.
PATIENT = Terms(
    worker_wait_s=float("inf"), redis_wait_s=float("inf"), again_priority=BATCH_PRIORITY
)


async def cut(text: str, style: Style) -> AsyncIterator[Line]:
    """Yield the lines of a whole text, of any length, without holding up the event loop."""
    now = time.monotonic()
    script = Script(style, len(text), WHOLE_SENTENCES)
    script.write(text, now)
    script.end()
    while not script.exhausted:
        script.cut(now)
        await asyncio.sleep(0)
        while script.has_lines:
            yield script.pop()


def digest_of(index: int, segment: Segment, style: Style, seed: int) -> str:
    """Return a name for what workers make of a segment: all that it depends on gives it."""
    depends_on = (
        style.backend.name,
        index,
        segment.text,
        segment.pause_s,
        style.voice,
        style.language,
        sorted(style.options.items()),
        style.sample.digest if style.sample else "",
        seed,
    )
    return hashlib.sha256(msgspec.json.encode(depends_on)).hexdigest()[:40]


async def speak(
    services: Services, index: int, segment: Segment, style: Style, seed: int
) -> SpokenSegment:
    """Have one segment synthesised, however long workers and Redis are away.

    Cancelling this takes it back from the worker.

    Raises:
        SegmentFailed: it was tried as often as allowed; the message says why.
    """
    signal = asyncio.Event()
    utterance = uuid.uuid4().hex
    flight = Flight(services, utterance, PATIENT, work=signal, news=signal, first=index, seed=seed)
    services.results.attach(utterance, flight)
    collected = _Collected(segment)
    try:
        await flight.launch(index, segment, style, BATCH_PRIORITY, starts=False)
        while not await _collect(flight, collected, signal):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await signal.wait()
    finally:
        services.results.detach(utterance)
        flight.close()
        services.background.spawn(_say_goodbye(services.bus, utterance, collected.finished))
    return collected.spoken()


async def _collect(flight: Flight, collected: "_Collected", signal: asyncio.Event) -> bool:
    """Take what has come; true if that is all.

    Raises:
        SegmentFailed: there will be no more.
    """
    signal.clear()
    while frame := flight.pop():
        collected.add(frame)
    if flight.failure:
        raise flight.failure.error
    if not collected.finished:
        await flight.watch()
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

    def add(self, frame: object) -> None:
        match frame:
            case Chunk():
                self._parts.append(frame.pcm)
                self._sample_rate_hz = frame.sample_rate_hz
            case Words():
                self._words += frame.words
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
