"""The segments of one utterance between the frontend and its listener: nothing of them is lost.

Every segment is recorded before it is enqueued. What workers send is put in order; what a worker
leaves undone is enqueued again, until the attempts are used up.
"""

import asyncio
import random
import textwrap
import time

import msgspec
from redis import RedisError

from backend_queues.errors import RedisUnavailable, SegmentFailed, TTSError
from frontend.protocol.outcomes import SENTENCES, RetryReason, SegmentOutcome
from frontend.services import Services
from frontend.streaming.ledger import Entry, Ledger
from frontend.streaming.loss_detector import LossDetector, RetryPolicy
from frontend.streaming.ordering import Ordering, Receipt
from frontend.streaming.window import SpeakingRate
from frontend.telemetry.traces import NO_TRACE, Trace
from frontend.text import Segment
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import (
    AnyNumberedMessage,
    AnySegmentMessage,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    ListenerMessage,
    SegmentTask,
)
from tasks.process.logs import get_logger

log = get_logger(__name__)


class SegmentFailure(msgspec.Struct, frozen=True):
    """The segment that cannot be spoken, and why."""

    segment_index: int
    error: TTSError


class SegmentDelivery:
    """Enqueues, receives and watches.

    It sets `news` when there may be something to pop, `work` when there may be something to do.
    The first segment to be launched is that of index `first`. Without a seed it draws one.
    """

    def __init__(
        self,
        services: Services,
        utterance: str,
        terms: RetryPolicy,
        *,
        work: asyncio.Event,
        news: asyncio.Event,
        first: int = 0,
        seed: int | None = None,
        trace: Trace = NO_TRACE,
    ) -> None:
        self._services = services
        self._utterance = utterance
        self._log = log.bind(utterance=utterance)
        self._trace = trace
        self._work = work
        self._news = news
        self.seed = random.getrandbits(31) if seed is None else seed
        self._ledger = Ledger(services.settings.silence_limit_s, services.settings.stall_limit_s)
        self._ordering = Ordering(first)
        self._early: list[AnyNumberedMessage] = []  # frames that came before others were there
        self._rate = SpeakingRate()
        self._loss_detector = LossDetector(services, utterance, terms, self._ledger, self)
        self.failure: SegmentFailure | None = None

    @property
    def in_flight(self) -> int:
        return len(self._ledger)

    @property
    def in_flight_s(self) -> float:
        """How long the segments under way will sound, roughly."""
        return sum(self._rate.seconds(entry.task.text) for entry in self._ledger)

    @property
    def unsent_s(self) -> float:
        return self._ordering.unsent_s

    @property
    def head(self) -> int:
        """The index of the segment being listened to."""
        return self._ordering.head

    def pop(self) -> ListenerMessage | None:
        """Return the next frame in reading order, or None while it is not here yet."""
        return self._ordering.pop()

    async def launch(
        self,
        index: int,
        segment: Segment,
        voice_settings: VoiceSettings,
        priority: int,
        *,
        starts: bool,
        resume_sample: int = 0,
        resume_word: int = 0,
    ) -> int:
        """Record a segment and enqueue it; return how many tasks waited before it.

        `starts` says that a listener hears nothing yet. Samples before `resume_sample`, counted
        at the backend's rate, are not sent, and words before `resume_word` not told.
        """
        task = SegmentTask(
            utterance=self._utterance,
            segment_index=index,
            attempt=1,
            frontend=self._services.bus.frontend,
            text=segment.text,
            voice=voice_settings.voice,
            language=voice_settings.language,
            options=dict(voice_settings.options),
            seed=self.seed,
            pause_s=segment.pause_s,
            resume_sample=resume_sample,
            voice_sample=voice_settings.voice_sample,
        )
        entry = Entry(task, voice_settings.backend, time.monotonic())
        self._ledger.record(entry)
        self._ordering.open(index, resume_sample, resume_word)
        fleet = self._services.fleet
        fleet.segment_enqueued(voice_settings.backend.name, self._utterance, first=starts)
        return await self.enqueue(entry, priority)

    def receive(self, message: AnySegmentMessage) -> bool:
        """Take a frame; false if some before it are missing."""
        entry = self._ledger.get(message.segment_index, message.attempt)
        if entry is None:
            return True  # a repetition, or from an attempt given up
        if isinstance(message, Heartbeat):
            entry.hear(time.monotonic())
            return True
        receipt = self._ordering.accept(message)
        if receipt is Receipt.GAP:
            self._early.append(message)
            return False
        if receipt is Receipt.ACCEPTED:
            self._note(entry, message)
        return True

    async def heal(self) -> None:
        """Take the missing frames from the log; start a segment again if the log lacks them too.

        The log is read twice: frames may have come while it was on its way.
        """
        for _ in range(2):
            for message in await self._services.bus.logged_messages(self._utterance):
                self.receive(message)
            early, self._early = self._early, []
            for message in early:
                self.receive(message)
            if not self._early:
                return
        lost, self._early = self._early, []
        for message in lost:
            entry = self._ledger.get(message.segment_index, message.attempt)
            if entry:
                self.retry(entry, RetryReason.AUDIO_LOST)

    async def watch(self) -> None:
        """Enqueue what has to be, and find what was lost on the way."""
        await self._loss_detector.look()

    def close(self) -> None:
        """Forget what is under way."""
        for entry in self._ledger:
            self._remove(entry, SegmentOutcome.CANCELLED)

    async def enqueue(self, entry: Entry, priority: int) -> int:
        """Enqueue the entry's attempt; return how many tasks waited before it."""
        task, queue = entry.task, entry.backend.queue
        self._trace.enqueued(task, entry.backend.name)
        try:
            depth = await self._services.bus.record_attempt(task, queue, priority)
            # Before it is sent: a quick worker may be done with it before the sender is told.
            self._services.metrics.enqueued(entry.backend.name)
            await self._services.dispatcher.send(task, queue, priority)
        except (RedisError, OSError, RedisUnavailable) as error:
            self._loss_detector.miss_redis(error)
            return 0
        if entry.task is task:  # a quick worker may have failed at it meanwhile
            entry.enqueued = True
        return depth

    def _note(self, entry: Entry, message: AnyNumberedMessage) -> None:
        """Write an accepted frame into the ledger."""
        if not entry.started:
            self._services.fleet.utterance_started(entry.backend.name, self._utterance)
        entry.progress(time.monotonic())
        self._trace.received(message)
        if isinstance(message, Chunk):
            entry.audio_s += message.seconds
        elif isinstance(message, Finished):
            self._rate.learn(entry.task.text, entry.audio_s - entry.task.pause_s)
            self._services.metrics.spoken(entry.backend.name, message.synthesis_s, entry.audio_s)
            self._remove(entry, SegmentOutcome.SPOKEN)
        elif isinstance(message, Failed):
            self._note_failed(entry, message)
        self._news.set()

    def _note_failed(self, entry: Entry, message: Failed) -> None:
        if message.retryable:
            self.retry(entry, RetryReason.ATTEMPT_FAILED, message.message)
        else:
            self.give_up(entry, SegmentFailed, message.message, logged=message.code)

    def retry(self, entry: Entry, why: RetryReason, told: str = "") -> None:
        """Make the next attempt ready for `watch` to enqueue, if there is one left."""
        index, attempt = entry.task.segment_index, entry.task.attempt
        reason = told or SENTENCES[why]
        if entry.exhausted:
            self.give_up(entry, SegmentFailed, f"{reason} (attempt {attempt} of {attempt})")
            return
        self._log.warning("A segment is tried again.", **_fields(entry), reason=reason)
        self._trace.retried(entry.task, reason)
        self._services.metrics.retried(entry.backend.name, why)
        resume_sample = self._ordering.retry(index, attempt + 1)
        entry.next_attempt(resume_sample, time.monotonic())
        self._work.set()

    def give_up(self, entry: Entry, kind: type[TTSError], reason: str, *, logged: str = "") -> None:
        """Fail the segment; `logged` is for logs and traces, where a reason would quote its text.

        What another attempt would not mend is about what was asked for, and its reason may.
        """
        why = logged or reason
        self._log.error("A segment is given up.", **_fields(entry), code=kind.code, reason=why)
        self._trace.failed(entry.task, why)
        self._remove(entry, SegmentOutcome.FAILED)
        index = entry.task.segment_index
        if self.failure is None or index < self.failure.segment_index:
            self.failure = SegmentFailure(index, kind(_sentence(entry, reason)))
        self._news.set()

    def _remove(self, entry: Entry, outcome: SegmentOutcome) -> None:
        self._ledger.remove(entry)
        self._services.metrics.over(entry.backend.name, outcome)
        fleet = self._services.fleet
        fleet.segment_over(entry.backend.name)
        self._work.set()
        fleet.utterance_started(entry.backend.name, self._utterance)


def _fields(entry: Entry) -> dict[str, str | int]:
    """Say in a log which attempt it is about."""
    return {
        "segment_index": entry.task.segment_index,
        "attempt": entry.task.attempt,
        "backend": entry.backend.name,
    }


def _sentence(entry: Entry, reason: str) -> str:
    """Name the segment by its number, from 1, and the start of its text."""
    text = textwrap.shorten(entry.task.text, 60, placeholder="...")
    return f"Segment {entry.task.segment_index + 1} ({text!r}) could not be spoken: {reason}"
