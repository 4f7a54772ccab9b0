"""Brings the segments of one utterance to workers and their audio back: nothing of them is lost."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backend_queues.errors import RedisUnavailable, TextCrashesWorkers, TTSError
from frontend.streaming.delivery.backend_choice import BackendChoice
from frontend.streaming.delivery.crashes import RISKED, Crashes
from frontend.streaming.delivery.decisions import (
    Decision,
    Enqueue,
    EntryDecision,
    FallBack,
    GiveUp,
    Heal,
    KeepAlive,
    Retry,
    RetryPolicy,
    look_at,
)
from frontend.streaming.delivery.handing_over import HandingOver
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.ledger import Entry, Part
from frontend.streaming.delivery.loss_detector import LossDetector
from frontend.streaming.delivery.segment_tasks import SegmentTasks
from frontend.streaming.delivery.spoken_before import NO_CACHE, NOTHING_MADE, SpokenBefore
from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.ports import Clock, SegmentCache, Transport
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.observer import SegmentObserver
from tasks.messages import AnyNumberedMessage, AnySegmentMessage


@dataclass(frozen=True)
class DeliveryContext:
    """What the deliveries of a process share."""

    transport: Transport
    load: Load
    clock: Clock
    crashes: Crashes
    cache: SegmentCache = NO_CACHE


class SegmentDelivery:
    """Enqueues attempts, reads the log, and carries out what the loss detector decides.

    What is known of the segments is in `segments`, from which their messages are popped.
    """

    def __init__(
        self,
        context: DeliveryContext,
        utterance: str,
        policy: RetryPolicy,
        signals: Signals,
        observer: SegmentObserver,
        *,
        client: str = "",
        first: int = 0,
        seed: int | None = None,
        made: Mapping[int, Sequence[AnyNumberedMessage]] = NOTHING_MADE,
        choice: BackendChoice | None = None,
        diction: Diction = AS_WRITTEN,
    ) -> None:
        """The first segment to be launched has the index `first`. Without a seed it draws one.

        The segments that are `made` are not spoken again. Without a choice, no other backend than
        the one asked for speaks; what another one says for a text is up to the diction.
        """
        load = context.load.of(client)
        self._transport = context.transport
        self._crashes = context.crashes
        self._clock = clock = context.clock
        self._utterance = utterance
        self._policy = policy
        self._observer = observer
        # How an utterance sounds; nobody gains by foreseeing it.
        self.seed = random.getrandbits(31) if seed is None else seed  # nosec B311
        self.segments = InFlightSegments(utterance, load, signals, observer, clock, first=first)
        self.choice = choice or BackendChoice()
        bus, cache = context.transport.bus, context.cache
        tasks = SegmentTasks(utterance, bus.frontend, self.seed, diction, cache)
        self.handing_over = HandingOver(self.choice, tasks, self.segments, observer)
        self.segments.fall_back = self.handing_over.hand_over
        self._spoken_before = SpokenBefore(self.segments, cache, made)
        ledger, idle_workers = self.segments.ledger, load.idle_workers
        self._detector = LossDetector(ledger, policy, clock(), idle_workers)

    async def launch(
        self,
        index: int,
        planned: PlannedSegment,
        priority: int,
        *,
        starts: bool,
        needed_in_s: float = 0.0,
        resume_sample: int = 0,
        resume_word: int = 0,
        had_s: float = 0.0,
    ) -> int:
        """Record a segment and enqueue it; return how many tasks waited before it.

        `starts` says that a listener hears nothing yet; the others need it in `needed_in_s`, from
        which workers know how much of it to send at once. Samples before `resume_sample`, counted
        at the backend's rate, are not sent, and words before `resume_word` are not either: the
        listener has had so many seconds of it.
        """
        asked = Part(planned, planned.spoken, had_s=had_s, had_words=resume_word)
        entry, part = self.handing_over.begin(index, asked, resume_sample, self._clock())
        entry.need(needed_in_s)
        self.segments.record(entry, starts=starts, words=part.known_words)
        if handover := self.handing_over.told(entry):
            self.segments.tell(handover)
        if await self._spoken_before.deliver(entry, had_s):
            return 0
        if starts and self._cannot_begin(entry):
            self._give_up(entry, self._transport.workers.absence(entry.backend.name))
            return 0
        return await self._enqueue(entry, priority)

    def _cannot_begin(self, entry: Entry) -> bool:
        """Tell whether a text was let in without a worker, for the cache, which has it not."""
        is_first = entry.task.segment_index == 0 and not entry.task.resume_sample
        is_absent = not self._transport.workers.workers(entry.backend.name)
        return bool(entry.cache_name) and is_first and is_absent

    def receive(self, message: AnySegmentMessage) -> bool:
        """Take a message; false if some before it are missing."""
        return self.segments.receive(message)

    def worker_ended(self, worker: str) -> None:
        """Look after what the worker may have had in hand, now."""
        self.segments.worker_ended(worker)

    async def heal(self) -> None:
        """Take the missing messages from the log; retry a segment if the log lacks them too.

        The log is read twice: messages may have come while it was on its way. Of what is not under
        way any more, all has come.

        Raises:
            RedisUnavailable: the log cannot be read now.
        """
        for _ in range(2 if len(self.segments) else 0):
            self.segments.fill_in(await self._transport.bus.logged_messages(self._utterance))
            if not self.segments.incomplete:
                return
        self.segments.retry_incomplete()

    async def watch(self) -> None:
        """Find out what has to be done, and do it."""
        now = self._clock()
        try:
            lost = self._transport.bus.lost_servers
            await self._carry_out(self._detector.due(now, lost, self._crashes.is_risky))
            backends = self._detector.backends_to_look_at(now)
            queues = await look_at(self._transport.workers, backends)
            decisions = self._detector.losses(queues, now, healed=False)
            await self._carry_out(decisions)
            if Heal() in decisions:
                await self._carry_out(self._detector.losses(queues, self._clock(), healed=True))
        except RedisUnavailable as error:
            await self._miss_redis(error)
        else:
            self._detector.redis_answered()

    async def hurry(self, entry: Entry, priority: int) -> None:
        """Enqueue an attempt that waits once more, more urgently.

        Whichever copy is claimed first is spoken; the other then ends unspoken.
        """
        if not self.segments.ledger.counts(entry.task):
            return
        entry.priority = priority
        try:
            await self._transport.sender.send(entry.task, entry.backend.queue, priority)
        except RedisUnavailable as error:
            await self._miss_redis(error)

    def waiting(self) -> tuple[tuple[str, str], ...]:
        """Return the tasks that may still wait for a worker, each as its queue and id."""
        ledger = self.segments.ledger
        return tuple((it.backend.queue, it.task.task_id) for it in ledger if not it.started)

    def close(self) -> None:
        """Forget what is under way; a worker that crashes at it is known of later."""
        for entry in self.segments.ledger:
            if entry.started:
                self._crashes.suspect(entry.task, entry.backend.queue, entry.worker)
        self.segments.close()

    async def _carry_out(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            match decision:
                case Heal():
                    await self.heal()
                case KeepAlive():
                    await self._transport.bus.keep_alive(self._utterance)
                case _:
                    # Something may have come of the attempt while another was seen to.
                    task = decision.task
                    entry = self.segments.ledger.get(task.segment_index, task.attempt)
                    if entry:
                        await self._carry_out_for(entry, decision)

    async def _carry_out_for(self, entry: Entry, decision: EntryDecision) -> None:
        counts = self.segments.ledger.counts  # the segment may end while Redis is asked
        match decision:
            case Enqueue():
                if entry.task.attempt > RISKED:
                    await self._crashes.settle_in_time()
                if counts(decision.task):
                    await self._enqueue(entry, self._priority_again(entry))
            case Retry():
                if decision.is_silence:
                    await self._crashes.hold(entry)
                if counts(decision.task):
                    self.segments.retry(entry, decision.reason)
            case FallBack():
                self.handing_over.hand_over(entry, decision.reason)
            case GiveUp():
                self._give_up(entry, decision.error)

    def _priority_again(self, entry: Entry) -> int:
        """Who hears a segment again has waited long enough for it, but not for what follows it."""
        urgent = self._policy.again_priority
        return urgent if entry is self.segments.ledger.first else max(urgent, entry.priority)

    async def _enqueue(self, entry: Entry, priority: int) -> int:
        """Enqueue the entry's attempt; return how many tasks waited before it."""
        entry.task, entry.priority = self._transport.bus.place(entry.task), priority
        task, queue = entry.task, entry.backend.queue
        try:
            self._observer.enqueuing(task, entry.backend.name)
            bus, needed_in_s = self._transport.bus, entry.needed_in_s
            depth = await bus.record_attempt(task, queue, priority, needed_in_s)
            self._observer.recorded(task, entry.backend.name)
            await self._transport.sender.send(task, queue, priority)
        except TextCrashesWorkers as error:
            if self.segments.ledger.counts(task):
                self._give_up(entry, error)
            return 0
        except RedisUnavailable as error:
            await self._miss_redis(error)
            return 0
        if entry.task is task:  # a quick worker may have failed at it meanwhile
            entry.enqueued = True
        return depth

    def _give_up(self, entry: Entry, error: TTSError) -> None:
        if not self.handing_over.hand_over_after(error, entry):
            self.segments.give_up(entry, error)

    async def _miss_redis(self, error: RedisUnavailable) -> None:
        await self._carry_out(self._detector.redis_failed(error, self._clock()))
