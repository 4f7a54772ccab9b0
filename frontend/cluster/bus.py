"""What a frontend keeps in Redis of the utterances it speaks."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from backend_queues.errors import RedisUnavailable, TextCrashesWorkers
from frontend.cluster.connection import RedisConnection
from frontend.cluster.queues import queues_of
from tasks import scripts
from tasks.connection.redis_clients import async_redis_client
from tasks.directory import Command, Word
from tasks.farewell import Farewell
from tasks.keys import (
    CANCEL_CHANNEL,
    CRASHES_TTL_S,
    LOG_FIELD,
    MOST_CRASHES,
    REPLAY_TTL_S,
    RESUME_TTL_S,
    cancelled_key,
    crashes_key,
    log_key,
    once_key,
    resume_key,
    text_key,
    utterance_key,
)
from tasks.messages import AnyNumberedMessage, SegmentTask, decode_numbered_message
from tasks.process.decoding import UNDECODABLE

log = logging.getLogger(__name__)

CRASHES = (
    "Two workers have crashed at this text, so it is not spoken for some minutes. Change it, or "
    "use another voice or backend."
)

LogEntry = tuple[bytes, dict[bytes, bytes]]  # its id and fields

CONNECTION = {"socket_timeout": 2, "socket_connect_timeout": 2}


class FrontendBus:
    """The utterances of one frontend. All methods raise RedisUnavailable.

    `connection` and `queues` are for what else this process keeps in Redis, or reads there.
    """

    def __init__(self, redis_url: str, frontend: str) -> None:
        self.frontend = frontend
        self.connection = RedisConnection(async_redis_client(redis_url, **CONNECTION))
        self.queues = queues_of(self.connection)
        self._record = self.connection.script(scripts.RECORD)
        self._remember = self.connection.script(scripts.REMEMBER)
        self._take_over = self.connection.script(scripts.TAKE_OVER)
        self._swap_standing = self.connection.script(scripts.SWAP_STANDING)
        self._append = self.connection.script(scripts.APPEND)

    async def close(self) -> None:
        self.queues.close()
        await self.connection.close()

    def place(self, task: SegmentTask) -> SegmentTask:
        """Return the task as it names the server that is to carry its attempt."""
        return task

    @property
    def lost_servers(self) -> frozenset[str]:
        """The servers, as tasks name them, whose attempts are to be made again elsewhere."""
        return frozenset()

    async def record_attempt(
        self, task: SegmentTask, queue: str, priority: int, needed_in_s: float = 0.0
    ) -> int:
        """Record that the utterance is alive, which attempt at the segment counts, and its need.

        Returns the number of tasks in the queue that are served before one of that priority.

        Raises:
            TextCrashesWorkers: too many workers have crashed at this text.
        """
        crashes = crashes_key(task.speech_digest(queue))
        lists = self.queues.lists(queue)[: priority + 1]
        arguments = [*self.noted(task, needed_in_s), MOST_CRASHES]
        keys = [utterance_key(task.utterance), crashes, *lists]
        depth = int(await self._record(keys, arguments))
        if depth < 0:
            raise TextCrashesWorkers(CRASHES)
        return depth + self.queues.elsewhere(queue)

    def noted(self, task: SegmentTask, needed_in_s: float) -> list[Word]:
        """Return what Redis notes of an attempt."""
        needed_in_ms = round(1000 * needed_in_s)
        return [self.frontend, task.segment_index, task.attempt, needed_in_ms, REPLAY_TTL_S]

    async def count_crash(self, task: SegmentTask, queue: str, worker: str) -> None:
        """Count that a worker has crashed as it spoke this text."""
        key = crashes_key(task.speech_digest(queue))
        await self.connection.send_all([("SADD", key, worker), ("EXPIRE", key, CRASHES_TTL_S)])

    async def keep_alive(self, utterance: str) -> None:
        """Push back the end of an utterance that waits longer than its key lives."""
        await self.connection.send(("EXPIRE", utterance_key(utterance), REPLAY_TTL_S))

    async def end(self, farewells: Sequence[Farewell]) -> None:
        """Forget utterances that are over, and stop the workers that speak cancelled ones.

        A late copy of a task then ends unspoken, and late messages are not logged. Tasks of
        cancelled ones leave their queues, as a worker takes milliseconds to find out about each.
        """
        await self._forget(farewells)
        waiting: dict[str, list[str]] = defaultdict(list)
        for farewell in farewells:
            for queue, task_id in farewell.waiting:
                waiting[queue].append(task_id)
        with suppress(RedisUnavailable):  # what stays there ends unspoken
            for queue, task_ids in waiting.items():
                await self.queues.withdraw(queue, task_ids)

    async def _forget(self, farewells: Sequence[Farewell]) -> None:
        await self.connection.send_all(command for it in farewells for command in _end(it))

    async def remember(
        self, name: str, record: bytes, ttl_s: int, *, generation: str, owner: str
    ) -> None:
        """Keep what it takes to resume an utterance, of which that generation is spoken now."""
        utterance, _, takes = generation.partition(".")
        arguments: list[Word] = [utterance, owner, takes or 0, record, ttl_s]
        await self._remember([resume_key(name)], arguments)

    async def take_over(
        self, name: str, owner: str, *, keep_log: bool = False
    ) -> tuple[bytes, str] | None:
        """Cancel the current generation; return the record, and the next generation's name.

        None if nothing is known of it, or it is another owner's. Another version may have written
        the record.
        """
        keys = [cancelled_key(""), utterance_key(""), log_key("")]
        arguments: list[Word] = [name, CANCEL_CHANNEL, REPLAY_TTL_S, *keys, owner]
        arguments.append("keep" if keep_log else "")
        taken = await self._take_over([resume_key(name)], arguments)
        return taken and (taken[0], taken[1].decode(errors="replace"))

    async def swap_standing(self, name: str, expected: str, standing: str, ttl_s: int) -> str:
        """Replace the standing if it is the expected one, "" for none; return what was there."""
        arguments: list[Word] = [expected, standing, ttl_s]
        held: bytes = await self._swap_standing([once_key(name)], arguments)
        return held.decode(errors="replace")

    async def append(
        self, name: str, entries: bytes, offset: int, *, generation: str, owner: str
    ) -> int | None:
        """Append to what is kept of a text while it is written, `offset` bytes so far.

        Returns its length; 0 if Redis has lost it, and all of it is to be sent again. None if
        another generation has begun: nothing was kept.
        """
        utterance, _, takes = generation.partition(".")
        arguments: list[Word] = [utterance, owner, takes or 0, offset, entries, RESUME_TTL_S]
        length = int(await self._append([resume_key(name), text_key(name)], arguments))
        return None if length < 0 else length

    async def appended(self, name: str) -> bytes:
        """Return what was appended. Another version may have done it."""
        text: bytes | None = await self.connection.send(("GET", text_key(name)))
        return text or b""

    async def expire(self, name: str, ttl_s: int) -> None:
        """Keep what it takes to resume an utterance for `ttl_s` from now on."""
        keys = resume_key(name), text_key(name)
        await self.connection.send_all([("EXPIRE", key, ttl_s) for key in keys])

    async def forget(self, name: str) -> None:
        """Make sure that an utterance cannot be resumed any more."""
        await self.connection.send(("DEL", resume_key(name), text_key(name)))

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        """Return what workers have logged of the utterance, oldest first.

        Entries that cannot be decoded, such as those of another version, are left out. What they
        said is then missing, and is spoken again.
        """
        logged = [_decode(fields) for _, fields in await self._log_entries(utterance)]
        messages = [message for message in logged if message]
        if len(messages) < len(logged):
            unread = len(logged) - len(messages)
            log.error("Entries of the replay log of %s that cannot be read: %d", utterance, unread)
        return messages

    async def _log_entries(self, utterance: str) -> list[LogEntry]:
        entries: list[LogEntry]
        entries = await self.connection.send(("XRANGE", log_key(utterance), "-", "+"))
        return entries


def _end(farewell: Farewell) -> Iterator[Command]:
    yield from forgetting(farewell)
    if farewell.cancelled:
        yield "PUBLISH", CANCEL_CHANNEL, farewell.utterance


def forgetting(farewell: Farewell) -> Iterator[Command]:
    """Yield what is told the server that has the utterance."""
    utterance = farewell.utterance
    if farewell.cancelled:
        yield "SET", cancelled_key(utterance), 1, "EX", REPLAY_TTL_S
    log_keys = () if farewell.keeps_log else (log_key(utterance),)
    yield "DEL", utterance_key(utterance), *log_keys


def _decode(fields: dict[bytes, bytes]) -> AnyNumberedMessage | None:
    """Decode an entry of the log; None if that fails, or if it has no message."""
    try:
        return decode_numbered_message(fields.get(LOG_FIELD.encode(), b""))
    except UNDECODABLE:
        return None
