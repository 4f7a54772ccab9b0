"""What is known of an utterance's segments between their launch and their listener."""

from collections.abc import Callable, Iterable

import msgspec

from backend_queues.errors import SegmentFailed, TTSError
from frontend.protocol.outcomes import SENTENCES, FallbackReason, RetryReason, SegmentOutcome
from frontend.streaming.delivery.lane import Handover, Heard, LaneMessage
from frontend.streaming.delivery.ledger import NOT_ITS_FAULT, Entry, Ledger, Part
from frontend.streaming.delivery.ordering import Ordering, Receipt
from frontend.streaming.ports import Clock
from frontend.streaming.scheduling.load import ClientLoad
from frontend.streaming.scheduling.window import SpeakingRate, SpokenSoFar
from frontend.streaming.signals import Signals
from frontend.telemetry.observer import SegmentObserver
from tasks.messages import (
    AnyNumberedMessage,
    AnySegmentMessage,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    SegmentTask,
    Started,
)


class SegmentFailure(msgspec.Struct, frozen=True):
    """The segment that cannot be spoken, and why."""

    segment_index: int
    error: TTSError


class InFlightSegments:
    """Keeps ledger and reading order in step with what workers send. Nothing here waits.

    It signals `output` when there may be something to pop, `wakeup` when an attempt has to be
    enqueued, a segment made room for another, or its first sound came.
    """

    def __init__(
        self,
        utterance: str,
        load: ClientLoad,
        signals: Signals,
        observer: SegmentObserver,
        clock: Clock,
        *,
        first: int = 0,
    ) -> None:
        """The first segment to be recorded has the index `first`."""
        self._utterance = utterance
        self._load = load
        self._signals = signals
        self._observer = observer
        self._clock = clock
        self.ledger = Ledger()
        self._ordering = Ordering(first)
        self._early: list[AnyNumberedMessage] = []  # came before others were there
        self._rate = SpeakingRate()
        self._spoken = SpokenSoFar()
        self.fall_back: Callable[[Entry, FallbackReason], bool] = _nobody_else
        self.keep: Callable[[Entry], None] = _nowhere
        self.failure: SegmentFailure | None = None

    def __len__(self) -> int:
        return len(self.ledger)

    def at(self, backend: str) -> int:
        """Return how many of them are at the workers of a backend."""
        return sum(entry.backend.name == backend for entry in self.ledger)

    @property
    def seconds(self) -> float:
        """How much audio they will still give, roughly."""
        return sum(map(self.left_s, self.ledger))

    def left_s(self, entry: Entry) -> float:
        """Return how much audio the segment will still give, roughly."""
        return max(0.0, self._rate.seconds(entry.task.text) - entry.audio_s)

    def expected_s(self, characters: int) -> float:
        """Return how long so much text will sound, roughly."""
        return self._rate.seconds_of(characters)

    @property
    def unsent_s(self) -> float:
        """How much audio is here and not popped."""
        return self._ordering.unsent_s

    @property
    def head(self) -> int:
        """The index of the segment being listened to."""
        return self._ordering.head

    @property
    def incomplete(self) -> bool:
        """Whether messages are here that others should have come before."""
        return bool(self._early)

    def pop(self) -> LaneMessage | None:
        """Return the next message in reading order, or None while it is not here yet."""
        message = self._ordering.pop()
        if message and not isinstance(message, Handover):
            self._observer.taken(message)
        if isinstance(message, Finished):
            self.ledger.heard(message.segment_index)
        return message

    def record(self, entry: Entry, *, starts: bool, words: int) -> None:
        """Expect a segment; `starts` says that its listener hears nothing yet."""
        self.ledger.record(entry)
        start_s = entry.part.start_s if entry.part else 0.0
        index, samples = entry.task.segment_index, entry.task.resume_sample
        self._ordering.open(index, samples, words, start_s, entry.spoken)
        self._load.enqueued(entry.backend.name, self._utterance, first=starts)

    def tell(self, handover: Handover) -> None:
        """Tell the listener who speaks a segment, before it hears any of it."""
        self._ordering.tell(handover)

    def take_back(self, wanted: Callable[[Entry], bool]) -> None:
        """Have segments under way again that were spoken, and that nobody has heard of."""
        for entry in self.ledger.take_back(wanted):
            self._load.enqueued(entry.backend.name, self._utterance, first=False)

    def leave(self, entry: Entry, had_s: float) -> Heard:
        """Return what there is of the segment, to go on after it with `go_on`."""
        return self._ordering.leave(entry.task.segment_index, had_s)

    def go_on(
        self, entry: Entry, task: SegmentTask, part: Part, heard_s: float, handover: Handover
    ) -> None:
        """Expect the rest of a segment from another backend, to be enqueued."""
        self._ordering.go_on(task.attempt, heard_s, handover, part.spoken)
        self._load.over(entry.backend.name, self._utterance)
        self._load.enqueued(handover.backend.name, self._utterance, first=False)
        entry.hand_over(task, handover.backend, part, self._clock())
        self._signals.wake()

    def forget_pace(self) -> None:
        """Another backend speaks from now on, in its own time."""
        self._spoken = SpokenSoFar()

    def whole_s(self, text: str, speed: float = 1.0) -> float:
        """Return how long a text sounds, rather too long than too short."""
        return self._spoken.seconds_of(len(text), speed)

    def receive(self, message: AnySegmentMessage) -> bool:
        """Take a message; false if some before it are missing."""
        entry = self.ledger.get(message.segment_index, message.attempt)
        if entry is None:
            return True  # a repetition, or from an attempt given up
        if isinstance(message, Heartbeat):
            return entry.hear(self._clock())
        receipt = self._ordering.accept(message)
        if receipt is Receipt.GAP:
            self._early.append(message)
            return False
        if receipt is Receipt.ACCEPTED:
            self._note(entry, message)
        return True

    def worker_ended(self, worker: str) -> None:
        """Learn that the process of a worker has ended."""
        for entry in self.ledger:
            entry.worker_ended(worker)
        self._signals.wake()

    def fill_in(self, logged: Iterable[AnyNumberedMessage]) -> None:
        """Take what the log has, then again what came too early."""
        for message in logged:
            self.receive(message)
        early, self._early = self._early, []
        for message in early:
            self.receive(message)

    def retry_incomplete(self) -> None:
        """Retry the segments whose missing messages the log does not have either."""
        early, self._early = self._early, []
        for message in early:
            if entry := self.ledger.get(message.segment_index, message.attempt):
                self.retry(entry, RetryReason.AUDIO_LOST)

    def retry(self, entry: Entry, why: RetryReason, said: str = "") -> None:
        """Make the next attempt ready to be enqueued, if there is one left."""
        index, attempt = entry.task.segment_index, entry.task.attempt
        reason = said or SENTENCES[why]
        entry.attempts_lost += why in NOT_ITS_FAULT
        if entry.exhausted:
            if not self.fall_back(entry, FallbackReason.ATTEMPTS_FAILED):
                self.give_up(entry, SegmentFailed(f"{reason} (attempt {attempt} of {attempt})"))
            return
        self._observer.retried(entry.task, entry.backend.name, why, reason)
        resume_sample = self._ordering.retry(index, attempt + 1)
        entry.next_attempt(resume_sample, self._clock())
        self._signals.wake()

    def give_up(self, entry: Entry, error: TTSError, *, logged: str = "") -> None:
        """Fail the segment; `logged` is for logs and traces where the reason may quote its text."""
        index = entry.task.segment_index
        reason = logged or error.message
        self._observer.given_up(entry.task, entry.backend.name, error.code, reason)
        self._remove(entry, SegmentOutcome.FAILED)
        if self.failure is None or index < self.failure.segment_index:
            self.failure = SegmentFailure(index, type(error)(entry.failure(error.message)))
        self._signals.output_ready()

    def close(self) -> None:
        """Forget all of them."""
        for entry in self.ledger:
            self._remove(entry, SegmentOutcome.CANCELLED)

    def _note(self, entry: Entry, message: AnyNumberedMessage) -> None:
        """Write an accepted message into the ledger."""
        if not entry.started:
            self._load.started(entry.backend.name, self._utterance)
        entry.progress(self._clock())
        entry.make(message)
        self._observer.received(message)
        match message:
            case Started():
                entry.worker = message.worker
            case Chunk():
                if not entry.audio_s:
                    self._signals.wake()  # what waits for the first one may be enqueued
                entry.audio_s += message.seconds
            case Finished():
                self._rate.learn(entry.task.text, entry.audio_s - entry.task.pause_s)
                self._spoken.learn(entry.task.text, entry.audio_s - entry.task.pause_s)
                if not entry.cached:
                    self._observer.spoken(entry.backend.name, message, entry.audio_s)
                self.keep(entry)
                self._remove(entry, SegmentOutcome.SPOKEN)
                self.ledger.spoken(entry)
            case Failed() if message.is_unrecorded:
                self.retry(entry, RetryReason.TASK_LOST, message.message)
            case Failed(retryable=True):
                self.retry(entry, RetryReason.ATTEMPT_FAILED, message.message)
            case Failed():
                # Another attempt would not mend it: it is about the text, and may quote it.
                self.give_up(entry, SegmentFailed(message.message), logged=message.code)
        self._signals.output_ready()

    def _remove(self, entry: Entry, outcome: SegmentOutcome) -> None:
        self.ledger.remove(entry)
        self._observer.over(entry.task, entry.backend.name, outcome)
        self._load.over(entry.backend.name, self._utterance)
        self._signals.wake()


def _nowhere(entry: Entry) -> None:
    """What was made of a segment is not kept."""


def _nobody_else(entry: Entry, reason: FallbackReason) -> bool:
    return False
