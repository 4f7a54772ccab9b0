"""Redis as a worker uses it: claims, messages, presence and recordings of voice samples."""

from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from backend_queues.errors import RedisFull, RedisUnavailable
from tasks import scripts
from tasks.connection.redis_clients import redis_client
from tasks.connection.result_servers import REDIS_URL_SERVER, ResultAddress
from tasks.connection.translation import redis_errors_translated
from tasks.directory import Command, Directory, Word
from tasks.keys import (
    CLAIM_TTL_S,
    LOG_FIELD,
    MOST_CRASHES,
    REPLAY_TTL_S,
    WANTED_KEY,
    WANTED_TTL_S,
    WORKERS,
    cancelled_key,
    claim_key,
    crashes_key,
    frontend_channel,
    log_key,
    utterance_key,
    voice_sample_key,
)
from tasks.messages import (
    NOT_RECORDED,
    AnyNumberedMessage,
    Failed,
    Finished,
    Heartbeat,
    Presence,
    SegmentTask,
    Started,
    encode_message,
)
from tasks.process.logs import get_logger
from tasks.result_clients import ResultClient, ResultClients

log = get_logger(__name__)

T = TypeVar("T")

CLAIMS_KEPT = 1_024  # more than can be made while a claim lasts
# Two minutes of speech or more, which is more than is ahead of any listener, and 12 MB at the most.
LOG_MAX_MESSAGES = 256
UNKNOWN_SERVER = (
    "A text is on a Redis server that this worker does not know. Give it the same "
    "RESULT_REDIS_URLS as the frontends have."
)


class Verdict(StrEnum):
    """What became of a claim; only CLAIMED lets a worker speak."""

    CLAIMED = "claimed"
    HELD = "held"  # another worker has claimed this attempt, or a newer one
    STALE = "stale"  # the owner has given up on this attempt
    CANCELLED = "cancelled"
    GONE = "gone"  # the utterance is over
    CRASHES = "crashes"  # too many workers have crashed at its text since it was enqueued
    ELSEWHERE = "elsewhere"  # on a Redis server that this worker does not know


class Claim(msgspec.Struct, frozen=True):
    """What a worker learns of a segment that it would speak."""

    verdict: Verdict
    needed_in_s: float = 0.0  # when its listener needs it, if it is claimed; 0 for at once


# A call gives up after 1 s where connections are refused, and after 15 s where nothing answers.
# redis-py's own ten retries, each of which has ten more to connect, would take minutes there.
CONNECTION: dict[str, Any] = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "retry": Retry(ExponentialBackoff(cap=1, base=0.2), 2),
}


class WorkerBus:
    """A worker's side of Redis; safe to share between the worker's threads.

    All methods raise RedisUnavailable.
    """

    def __init__(self, redis_url: str, results: Iterable[ResultAddress] = ()) -> None:
        """`results` are the servers that utterances may be on instead."""
        # Any: redis-py has no annotations for commands as such.
        self._redis: Any = redis_client(redis_url, **CONNECTION)
        self._results = ResultClients(self._redis, results)
        self._look = self._redis.register_script(scripts.LOOK)
        self._workers = Directory(WORKERS, Presence)
        self._claimed: deque[str] = deque(maxlen=CLAIMS_KEPT)  # the tasks whose claims it got

    def claim(self, task: SegmentTask, queue: str, worker: str) -> Claim:
        """Take the segment, which was in that queue, for this worker; or learn why not to speak it.

        With the claim the owner is sent the attempt's first message, `Started`.
        """
        server = self._results.at(task.server)
        if server is None:
            self._refuse(task, worker)
            return Claim(Verdict.ELSEWHERE)
        keys = [
            utterance_key(task.utterance),
            cancelled_key(task.utterance),
            claim_key(task.utterance, task.segment_index),
            log_key(task.utterance),
        ]
        arguments: list[Word] = [task.segment_index, task.attempt, worker, CLAIM_TTL_S]
        arguments += [frontend_channel(task.frontend), encode_message(_started(task, worker))]
        arguments += [LOG_FIELD, LOG_MAX_MESSAGES, REPLAY_TTL_S]
        arguments += [int(task.task_id not in self._claimed)]
        arguments += [crashes_key(task.speech_digest(queue)), MOST_CRASHES]
        verdict, needed_in_ms = server.claim(keys, arguments)
        claim = Claim(Verdict(verdict), max(0.0, needed_in_ms / 1000))
        if claim.verdict is Verdict.CLAIMED:
            self._claimed.append(task.task_id)
        if claim.verdict is Verdict.GONE:
            # Either the utterance is over, which its owner knows, or Redis has lost its data.
            self._fail(task, task.server, NOT_RECORDED, "Redis has lost the record of its attempt")
        if claim.verdict is Verdict.CRASHES:  # its owner cannot record it anew, and says why
            self._fail(task, task.server, NOT_RECORDED, "Workers have crashed at its text")
        return claim

    def renew(self, task: SegmentTask, worker: str) -> bool:
        """Keep the claim and send the owner a heartbeat; false if it is another's or cancelled."""
        keys = [
            claim_key(task.utterance, task.segment_index),
            cancelled_key(task.utterance),
            log_key(task.utterance),
        ]
        heartbeat = encode_message(Heartbeat(**task.message_fields))
        arguments: list[Word] = [f"{task.attempt}:{worker}", CLAIM_TTL_S, REPLAY_TTL_S]
        arguments += [frontend_channel(task.frontend), heartbeat]
        return self._known(task.server).renew(keys, arguments)

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        """Log messages of one utterance and send them to the owner, all in one round trip.

        `server` is the one that their task names. A Redis that is full does not log them, but it
        sends them; one that is away for a moment is waited for.
        """
        commands = [command for message in messages for command in _publish(frontend, message)]
        commands += [("EXPIRE", log_key(messages[0].utterance), REPLAY_TTL_S)]
        with suppress(RedisFull):
            self._known(server).publish(commands)

    def look(self, lists: Sequence[str], more_urgent: int, most: int) -> list[tuple[str, bytes]]:
        """Return the next tasks of the lists but for the first so many, which must be empty.

        Each comes with its list, and stays in it.
        """
        with redis_errors_translated():
            found = self._look(lists, [more_urgent, most])
        numbers, tasks = found[::2], found[1::2]
        return [(lists[number - 1], task) for number, task in zip(numbers, tasks, strict=True)]

    def take(self, tasks: Sequence[tuple[str, bytes]]) -> list[bool]:
        """Take tasks out of their lists; tell of each whether no other worker has it."""
        return [bool(count) for count in self._send([("LREM", key, -1, it) for key, it in tasks])]

    def voice_sample(self, digest: str) -> bytes | None:
        """Return the recording of a voice sample, or None if no frontend has put it there."""
        with redis_errors_translated():
            recording: bytes | None = self._redis.get(voice_sample_key(digest))
        return recording

    def want_voice_sample(self, digest: str) -> None:
        """Ask the frontends for a recording; one that has its file puts it into Redis soon."""
        self._send([("SADD", WANTED_KEY, digest), ("EXPIRE", WANTED_KEY, WANTED_TTL_S)])

    def pubsub(self) -> redis.client.PubSub:
        """Return a connection to listen on, not subscribed yet; its errors are not translated."""
        pubsub: redis.client.PubSub = self._redis.pubsub(ignore_subscribe_messages=True)
        return pubsub

    def announce(self, presence: Presence) -> None:
        """List this worker among the live ones for the next seconds."""
        self._send(self._workers.publish(presence.worker, presence))

    def leave(self, worker: str) -> None:
        self._send(self._workers.withdraw(worker))

    def read(self, directory: Directory[T]) -> dict[str, T]:
        """Return what a directory lists, by name."""
        with redis_errors_translated():
            names = sorted(self._redis.execute_command(*directory.names()))
            texts = self._redis.execute_command(*directory.values(names)) if names else []
        return directory.read(names, texts)

    def _send(self, commands: list[Command]) -> list[Any]:
        return self._known(REDIS_URL_SERVER).send(commands)

    def _known(self, name: str) -> ResultClient:
        server = self._results.at(name)
        if server is None:
            raise RedisUnavailable(UNKNOWN_SERVER)
        return server

    def _refuse(self, task: SegmentTask, worker: str) -> None:
        """Let another worker try, and who started this one know."""
        log.error(UNKNOWN_SERVER, server=task.server)
        reason = f"{worker} does not know the Redis server of this text"
        self._fail(task, REDIS_URL_SERVER, RedisUnavailable.code, reason)

    def _fail(self, task: SegmentTask, server: str, code: str, reason: str) -> None:
        """Tell the owner by that server that an attempt was not begun, if nobody else has it."""
        failed = Failed(
            **task.message_fields, sequence=0, code=code, message=reason, retryable=True
        )
        publish = ("PUBLISH", frontend_channel(task.frontend), encode_message(failed))
        self._known(server).send([publish])


def _publish(frontend: str, message: AnyNumberedMessage) -> list[Command]:
    encoded = encode_message(message)
    log = log_key(message.utterance)
    # The claim has begun the log, with its TTL. One that is gone was of an utterance that is over.
    limit = ("NOMKSTREAM", "MAXLEN", "~", LOG_MAX_MESSAGES)
    commands: list[Command] = [
        ("XADD", log, *limit, "*", LOG_FIELD, encoded),
        ("PUBLISH", frontend_channel(frontend), encoded),
    ]
    if isinstance(message, Finished):  # a late copy of the task must find the segment spoken
        key = claim_key(message.utterance, message.segment_index)
        commands.append(("SET", key, f"{message.attempt}:finished", "EX", REPLAY_TTL_S))
    return commands


def _started(task: SegmentTask, worker: str) -> Started:
    return Started(**task.message_fields, sequence=0, worker=worker)
