"""What streaming needs of the cluster: Redis, the broker, the workers. `frontend.cluster` has it.

Streaming imports none of it: tests give it a cluster in memory, under a clock of their own.
"""

from collections.abc import Callable, Container, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from backend_queues.errors import NoWorker
from frontend.access.client import Client
from tasks.farewell import Farewell
from tasks.messages import AnyNumberedMessage, AnySegmentMessage, Presence, SegmentTask

Clock = Callable[[], float]  # seconds of one monotonic clock
ListenerNeed = tuple[str, float, float, float]


class UtteranceBus(Protocol):
    """What Redis knows of utterances. All methods raise RedisUnavailable."""

    @property
    def frontend(self) -> str:
        """The name of this frontend, whose channel gets the messages of its segments."""

    def place(self, task: SegmentTask) -> SegmentTask:
        """Return the task as it names the Redis server that is to carry its attempt."""

    @property
    def lost_servers(self) -> frozenset[str]:
        """The servers, as tasks name them, whose attempts are to be made again elsewhere."""

    async def record_attempt(
        self, task: SegmentTask, queue: str, priority: int, needed_in_s: float
    ) -> int:
        """Record which attempt at a segment counts; return how many tasks are served before it.

        The listener needs the segment in `needed_in_s` seconds; 0 is as soon as possible.

        Raises:
            TextCrashesWorkers: too many workers have crashed at this text.
        """

    async def count_crash(self, task: SegmentTask, queue: str, worker: str) -> None:
        """Count that a worker has crashed as it spoke this text."""

    async def keep_alive(self, utterance: str) -> None:
        """Extend the life of an utterance that waits longer than its record would be kept."""

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        """Return what workers have logged of the utterance, oldest first."""

    async def end(self, farewells: Sequence[Farewell]) -> None:
        """Forget utterances that are over, and stop the workers that speak cancelled ones.

        It may be repeated. Their queued tasks are taken out of their queues, or end unspoken.
        """


class SegmentCache(Protocol):
    """Segments that were spoken before, whoever asked for them. Nothing of it raises."""

    def serves(self, backend: str) -> bool:
        """Tell whether what the backend speaks is kept: it says the same in the same way."""

    def name(self, task: SegmentTask, backend: str, owner: str) -> str:
        """Return the name of what is to be spoken, by a voice of that owner; "": it is not kept."""

    async def find(
        self, name: str, task: SegmentTask, backend: str
    ) -> Sequence[AnyNumberedMessage]:
        """Return what a worker would send for the task; nothing if the look takes too long."""

    def keep(self, name: str, messages: Sequence[AnyNumberedMessage], pause_s: float) -> None:
        """Keep all that a worker has sent of a segment, later, but for the pause at its end."""


class ResumeStore(Protocol):
    """What Redis keeps so that any frontend can resume an utterance. Raises RedisUnavailable."""

    async def remember(
        self, name: str, record: bytes, ttl_s: int, *, generation: str, owner: str
    ) -> None:
        """Keep what it takes to resume an utterance, of which that generation is spoken now."""

    async def take_over(
        self, name: str, owner: str, *, keep_log: bool = False
    ) -> tuple[bytes, str] | None:
        """Cancel the utterance's current generation; return the record, and the next's name.

        None if nothing is kept by that name, or it is another owner's.
        """

    async def swap_standing(self, name: str, expected: str, standing: str, ttl_s: int) -> str:
        """Replace the standing if it is the expected one, "" for none; return what was there."""

    async def append(
        self, name: str, entries: bytes, offset: int, *, generation: str, owner: str
    ) -> int | None:
        """Append to what is kept of a text while it is written, `offset` bytes so far.

        Returns its length. If that is less than expected, what was kept before is lost, and the
        caller sends all of it again. None if another generation has begun: nothing was kept.
        """

    async def appended(self, name: str) -> bytes:
        """Return what was appended."""

    async def expire(self, name: str, ttl_s: int) -> None:
        """Keep it for so long from now on."""

    async def forget(self, name: str) -> None:
        """Keep it no longer."""


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

    def has_crashed(self, worker: str) -> bool:
        """Tell whether the process of that worker has crashed, as its supervisor reports."""

    def is_unheard(self, worker: str) -> bool:
        """Tell whether the process of that worker runs, and nothing is heard of it."""

    def is_known(self, worker: str, heard_at: float) -> bool:
        """Tell whether `has_crashed` is final for a process last heard of at `heard_at`.

        It is if the process has ended, or was still running some time later.
        """

    def check_room(self) -> None:
        """Check that Redis can keep another text's speech. Raises Overloaded, RedisUnavailable."""

    def absence(self, backend: str) -> NoWorker:
        """Return the error for a backend without a live worker, with the reason if known."""

    async def queued_tasks(self, backend: str) -> Container[str]:
        """Return the ids of the tasks that wait in the backend's queue. Raises RedisUnavailable."""


class ClientUse(Protocol):
    """What clients may use. Methods raise TooManyRequests if it is too much, RedisUnavailable."""

    def check_key(self, client: Client) -> None:
        """Check that the client's key is still valid. Raises InvalidKey, KeysUnavailable."""

    def stream(self, client: Client) -> AbstractAsyncContextManager[None]:
        """Count a stream as long as the block lasts."""

    def counts_text(self, client: Client) -> bool:
        """Tell whether the client's characters are limited at all."""

    async def take_text(self, client: Client, characters: int) -> None:
        """Count text that is to be spoken."""

    def most_waiting(self, client: Client) -> int | None:
        """Return how many of the client's texts may wait in line; None is any number."""


class NeedsBoard(Protocol):
    """What all frontends publish of their listeners. All methods raise RedisUnavailable.

    A listener's need is the backend, and in seconds of speech what is not made yet, what the
    listener has, and how much of the need is being spoken.
    """

    async def publish(self, listeners: Sequence[ListenerNeed]) -> None:
        """Publish what each listener still needs."""

    async def claim_room(
        self, backend: str, limit: float, listeners: Sequence[ListenerNeed]
    ) -> bool:
        """Publish, but only if all frontends' listeners of the backend are within the limit."""

    async def of_others(self) -> Sequence[Sequence[ListenerNeed]]:
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
