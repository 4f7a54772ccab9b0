"""Segments of a job, synthesised one by one by the workers that listeners use."""

import uuid

import msgspec

from backend_queues.base import Word
from frontend.jobs.job import SpokenSegment, with_silence_as_length
from frontend.settings import Settings
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.farewells import Farewells
from frontend.streaming.scheduling.demand import NOT_PLAYED_S
from frontend.streaming.scheduling.scheduler import TICK_S
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Segment
from tasks.farewell import Farewell
from tasks.keys import REPLAY_TTL_S
from tasks.messages import Chunk, Finished, Words

BATCH_PRIORITY = 9  # the last on Redis: a listener that comes is served next
# A job that runs overnight outlasts a deployment, of workers and of Redis.
PATIENCE = {"worker_wait_s": float("inf"), "redis_wait_s": float("inf")}


def patient(settings: Settings) -> RetryPolicy:
    """Return the policy of batch jobs, which wait for workers and Redis without end."""
    listener = RetryPolicy.for_listener(settings, keep_alive_s=REPLAY_TTL_S / 3)
    return msgspec.structs.replace(listener, **PATIENCE, again_priority=BATCH_PRIORITY)


class SegmentSpeaker:
    """Has single segments synthesised by the workers that listeners use."""

    def __init__(
        self,
        deliveries: DeliveryContext,
        policy: RetryPolicy,
        farewells: Farewells,
        metrics: Metrics,
    ) -> None:
        self._deliveries = deliveries
        self._policy = policy
        self._farewells = farewells
        self._metrics = metrics

    async def speak(self, index: int, planned: PlannedSegment, seed: int) -> SpokenSegment:
        """Have one segment synthesised, however long workers and Redis are away.

        Cancelling this takes it back from the worker.

        Raises:
            SegmentFailed: it was tried as often as allowed; the message says why.
        """
        signals, utterance = Signals.for_one_owner(), uuid.uuid4().hex
        observer = SegmentObserver(utterance, self._metrics)
        delivery = SegmentDelivery(
            self._deliveries, utterance, self._policy, signals, observer, first=index, seed=seed
        )
        source = self._deliveries.transport.source
        source.attach(utterance, delivery)
        collected = _Collected(planned.segment)
        try:
            await delivery.launch(
                index, planned, BATCH_PRIORITY, starts=False, needed_in_s=NOT_PLAYED_S
            )
            while not await _collect(delivery, collected, signals):
                await signals.wait_for_work(TICK_S)
        finally:
            source.detach(utterance)
            waiting = delivery.waiting()
            delivery.close()
            # Nobody will hear it again, so Redis need not keep a night's audio for a minute each.
            self._farewells.say(
                Farewell(utterance, cancelled=not collected.finished, waiting=waiting)
            )
        return collected.spoken()


async def _collect(delivery: SegmentDelivery, collected: "_Collected", signals: Signals) -> bool:
    """Take what has come; true if that is all.

    Raises:
        SegmentFailed: there will be no more.
    """
    signals.clear_wakeup()
    while message := delivery.segments.pop():
        collected.add(message)
    if delivery.segments.failure:
        raise delivery.segments.failure.error
    if not collected.finished:
        await delivery.watch()
    return collected.finished


class _Collected:
    """The messages of one segment, so far."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._parts: list[bytes] = []
        self._words: list[Word] = []
        self._sample_rate_hz = 0
        self.finished = False

    def add(self, message: object) -> None:
        match message:
            case Chunk():
                self._parts.append(message.audio)
                self._sample_rate_hz = message.sample_rate_hz
            case Words():
                self._words += message.words
            case Finished():
                self.finished = True

    def spoken(self) -> SpokenSegment:
        whole = SpokenSegment(
            text=self._segment.text,
            pcm=b"".join(self._parts),
            sample_rate_hz=self._sample_rate_hz,
            words=tuple(self._words),
            pause_s=self._segment.pause_s,
        )
        return with_silence_as_length(whole)
