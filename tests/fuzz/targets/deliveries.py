"""Messages that are lost, late or doubled on their way."""

import asyncio
from random import Random
from typing import Any, NamedTuple

from frontend.settings import Settings
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from tasks.messages import (
    AnySegmentMessage,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    SegmentTask,
    Started,
    decode_message,
)
from tests.fuzz.mutating import mutated
from tests.fuzz.target import Target
from tests.fuzz.targets.messages import ENCODED
from tests.support.core import VOICE
from tests.support.memory_cluster import RATE_HZ, MemoryCluster, samples_of

TEXTS = ("One.", "And two.", "Three it is.")
CHUNK_SAMPLES = 150
POLICY = RetryPolicy.for_listener(Settings(), keep_alive_s=10)
METRICS = Metrics(["tone"])


class Way(NamedTuple):
    """What happens, a letter for each step, and messages of a stranger among the worker's own."""

    steps: str
    strange: tuple[bytes, ...]


class Deliveries(Target):
    """Speaks three segments over a lossy network: their audio comes in order, whole and once."""

    name = "deliveries"
    share = 20

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def make(self, random: Random) -> Way:
        steps = "".join(random.choices("wwwwddddlrsphtfx!", k=random.randrange(10, 120)))
        strange = tuple(mutated(random, random.choice(ENCODED)) for _ in range(3))
        return Way(steps, strange if random.random() < 0.3 else ())

    def feed(self, given: Way) -> None:
        self._loop.run_until_complete(_Delivered(given).go())

    def close(self) -> None:
        self._loop.close()


class _Delivered:
    def __init__(self, way: Way) -> None:
        self._way = way
        self._now = 0.0
        self._cluster = MemoryCluster(workers=0)
        transport = self._cluster.transport
        crashes = Crashes(transport, self._clock)
        context = DeliveryContext(transport, Load(self._cluster), self._clock, crashes)
        observer = SegmentObserver("u", METRICS)
        self._delivery = SegmentDelivery(context, "u", POLICY, Signals.for_stream(), observer)
        self._workers: list[list[AnySegmentMessage]] = []  # what each task will still send
        self._taken = 0
        self._wire: list[AnySegmentMessage] = []
        self._heard: list[bytes] = []
        self._segments: list[int] = []

    def _clock(self) -> float:
        return self._now

    async def go(self) -> None:
        for index, text in enumerate(TEXTS):
            segment = Segment(text, Ending.SENTENCE, 0.3)
            planned = PlannedSegment.as_written(segment, VOICE)
            await self._delivery.launch(index, planned, 0, starts=index == 0)
        for step in self._way.steps:
            await self._step(step)
        if not self._way.strange:
            self._check()
        self._delivery.close()

    async def _step(self, step: str) -> None:
        match step:
            case "w":  # a worker sends
                self._work()
            case "d" if self._wire:  # what was sent comes
                await self._receive(self._wire.pop(0))
            case "l" if self._wire:  # or is lost,
                self._wire.pop(0)
            case "r" if self._wire:  # or doubled,
                self._wire.append(self._wire[0])
            case "s" if self._wire:  # or late
                self._wire.append(self._wire.pop(0))
            case "p":
                self._pop()
            case "h":
                await self._delivery.heal()
            case "t":
                self._now += 1.1
                await self._delivery.watch()
            case "f" if self._workers:  # a worker is gone
                self._workers.pop(0)
            case "x":
                self._cluster.redis_is_up = not self._cluster.redis_is_up
                self._now += 0.1
                await self._delivery.watch()
                self._cluster.redis_is_up = True
            case "!":
                await self._receive_strange()

    def _work(self) -> None:
        for task, _ in self._cluster.sent[self._taken :]:
            self._workers.append(_messages(task))
        self._taken = len(self._cluster.sent)
        for messages in self._workers:
            if messages:
                message = messages.pop(0)
                if not isinstance(message, Heartbeat):
                    self._cluster.log["u"].append(message)
                self._wire.append(message)
                return

    async def _receive(self, message: AnySegmentMessage) -> None:
        if not self._delivery.receive(message):
            await self._delivery.heal()

    async def _receive_strange(self) -> None:
        for given in self._way.strange:
            try:
                message = decode_message(given)
            except (ValueError, RecursionError):
                continue
            await self._receive(message)

    def _pop(self) -> None:
        while message := self._delivery.segments.pop():
            self._segments.append(message.segment_index)
            if isinstance(message, Chunk):
                self._heard.append(message.audio)

    def _check(self) -> None:
        """What was heard is a beginning of what was to be heard."""
        self._pop()
        assert self._segments == sorted(self._segments)
        first = {task.segment_index: task for task, _ in self._cluster.sent if task.attempt == 1}
        expected = b"".join(samples_of(first[index]).tobytes() for index in sorted(first))
        assert expected.startswith(b"".join(self._heard))


def _messages(task: SegmentTask) -> list[AnySegmentMessage]:
    """Return what an honest worker sends of an attempt; some fail, and another may do better."""
    samples = samples_of(task)
    head: dict[str, Any] = {
        "utterance": task.utterance,
        "segment_index": task.segment_index,
        "attempt": task.attempt,
    }
    messages: list[AnySegmentMessage] = [Started(**head, sequence=0, worker="w")]
    for start in range(task.resume_sample, len(samples), CHUNK_SAMPLES):
        pcm = samples[start : start + CHUNK_SAMPLES].tobytes()
        count = len(messages)
        messages.append(
            Chunk(
                **head, sequence=count, chunk_index=count - 1, first_sample=start, pcm=pcm,
                sample_rate_hz=RATE_HZ,
            )
        )  # fmt: skip
    if task.attempt == 1 and task.segment_index == 1:
        failed = Failed(**head, sequence=2, code="c", message="It broke", retryable=True)
        return [*messages[:2], failed]
    end = Finished(**head, sequence=len(messages), samples=len(samples), synthesis_s=0.1)
    return [*messages, Heartbeat(**head), end]
