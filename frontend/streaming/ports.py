"""What streaming needs of the cluster: Redis, the broker, the workers. `frontend.cluster` has it.

Streaming imports none of it: tests give it a cluster in memory, under a clock of their own.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from backend_queues.errors import NoWorker
from tasks.messages import AnyNumberedMessage, AnySegmentMessage, Presence, SegmentTask

Clock = Callable[[], float]  # seconds of one monotonic clock


class UtteranceBus(Protocol):
    """What Redis knows of utterances. All methods raise RedisUnavailable."""

    @property
    def frontend(self) -> str:
        """The name of this frontend, whose channel gets the messages of its segments."""

    async def record_attempt(self, task: SegmentTask, queue: str, priority: int) -> int:
        """Record which attempt at a segment counts; return how many tasks are served before it."""

    async def keep_alive(self, utterance: str) -> None:
        """Push back the end of an utterance that waits longer than its key lives."""

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        """Return what workers have logged of the utterance, oldest first."""

    async def close_utterance(self, utterance: str) -> None:
        """Forget a finished utterance; its log stays for clients that resume."""

    async def forget_utterance(self, utterance: str) -> None:
        """Forget a finished utterance and its log."""

    async def cancel_utterance(self, utterance: str) -> None:
        """Stop the workers that speak it, and let its queued tasks end unspoken."""


class ResumeStore(Protocol):
    """What Redis keeps so that any frontend can resume an utterance. Raises RedisUnavailable."""

    async def remember(self, utterance: str, record: bytes, ttl_s: int) -> None:
        """Keep what it takes to resume an utterance."""

    async def take_over(self, utterance: str) -> tuple[bytes, str] | None:
        """Cancel the utterance's current generation; return what was kept, and the next's name."""


class TaskSender(Protocol):
    """The broker."""

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        """Enqueue one attempt.

        Raises:
            RedisUnavailable: the broker does not take it; it may or may not have been enqueued.
        """


class WorkerView(Protocol):
    """The live workers and their queues, as of about a second ago."""

    def workers(self, backend: str) -> Sequence[Presence]:
        """Return the live workers of a backend."""

    def queue_depths(self, backend: str) -> Sequence[int]:
        """Return how many segments wait, by priority, the most urgent first."""

    def absence(self, backend: str) -> NoWorker:
        """Return the error for a backend without a live worker, with the reason if known."""

    async def queued_tasks(self, backend: str) -> Container[str]:
        """Return the ids of the tasks that wait in the backend's queue. Raises RedisUnavailable."""


class NeedsBoard(Protocol):
    """What all frontends publish of their listeners. All methods raise RedisUnavailable.

    A listener's need is the backend, and how many seconds of its speech.
    """

    async def publish(self, listeners: Sequence[tuple[str, float]]) -> None:
        """Publish what each listener still needs."""

    async def claim_room(
        self, backend: str, limit: float, listeners: Sequence[tuple[str, float]]
    ) -> bool:
        """Publish, but only if all frontends' listeners of the backend are within the limit."""

    async def of_others(self) -> list[Sequence[tuple[str, float]]]:
        """Return what the listeners of each other live frontend need."""


class Receiver(Protocol):
    """Takes the messages of one utterance."""

    def receive(self, message: AnySegmentMessage) -> bool:
        """Take a message; false if some before it are missing."""

    def worker_ended(self, worker: str) -> None:
        """Learn that the process of a worker has ended, whatever it was doing."""

    async def heal(self) -> None:
        """Take the missing messages from the log. Raises RedisUnavailable."""


class MessageSource(Protocol):
    """The frontend's subscription to its results."""

    def attach(
        self, utterance: str, receiver: Receiver, cancelled: Callable[[], None] | None = None
    ) -> None:
        """Hand the utterance's messages to the receiver; call `cancelled` if another cancels it."""

    def detach(self, utterance: str) -> None:
        """Hand over nothing more."""


@dataclass(frozen=True)
class Transport:
    """The way of a segment to a worker and back."""

    bus: UtteranceBus
    sender: TaskSender
    workers: WorkerView
    source: MessageSource
