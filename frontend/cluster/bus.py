"""What a frontend keeps in Redis of the utterances it speaks."""

import logging

from frontend.cluster.connection import RedisConnection
from frontend.cluster.queues import queues_of
from tasks import scripts
from tasks.connection.redis_clients import async_redis_client
from tasks.decoding import UNDECODABLE
from tasks.directory import Word
from tasks.keys import (
    CANCEL_CHANNEL,
    LOG_FIELD,
    REPLAY_TTL_S,
    cancelled_key,
    log_key,
    utterance_key,
)
from tasks.messages import AnyNumberedMessage, SegmentTask, decode_numbered_message

log = logging.getLogger(__name__)

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

    async def close(self) -> None:
        self.queues.close()
        await self.connection.close()

    async def record_attempt(self, task: SegmentTask, queue: str, priority: int) -> int:
        """Record that the utterance is alive and which attempt at the segment counts.

        Returns the number of tasks in the queue that are served before one of that priority.
        """
        keys = [utterance_key(task.utterance), *self.queues.lists(queue)[: priority + 1]]
        arguments: list[Word] = [self.frontend, task.segment_index, task.attempt, REPLAY_TTL_S]
        return int(await self._record(keys, arguments)) + self.queues.elsewhere(queue)

    async def keep_alive(self, utterance: str) -> None:
        """Push back the end of an utterance that waits longer than its key lives."""
        await self.connection.send(("EXPIRE", utterance_key(utterance), REPLAY_TTL_S))

    async def close_utterance(self, utterance: str) -> None:
        """Forget a finished utterance, so that a late copy of a task ends unspoken."""
        await self.connection.send(("DEL", utterance_key(utterance)))

    async def forget_utterance(self, utterance: str) -> None:
        """Forget a finished utterance and its log, which nobody will ask for again."""
        await self.connection.send(("DEL", utterance_key(utterance), log_key(utterance)))

    async def cancel_utterance(self, utterance: str) -> None:
        """Stop the workers that speak it, and let its queued tasks end unspoken."""
        await self.connection.send_all(
            [
                ("SET", cancelled_key(utterance), 1, "EX", REPLAY_TTL_S),
                ("PUBLISH", CANCEL_CHANNEL, utterance),
                ("DEL", utterance_key(utterance), log_key(utterance)),
            ]
        )

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        """Return what workers have logged of the utterance, oldest first.

        Entries that cannot be decoded, such as those of another version, are left out. What they
        said is then missing, and is spoken again.
        """
        entries = await self.connection.send(("XRANGE", log_key(utterance), "-", "+"))
        logged = [_decode(fields) for _, fields in entries]
        messages = [message for message in logged if message]
        if len(messages) < len(logged):
            unread = len(logged) - len(messages)
            log.error("Entries of the replay log of %s that cannot be read: %d", utterance, unread)
        return messages


def _decode(fields: dict[bytes, bytes]) -> AnyNumberedMessage | None:
    """Decode an entry of the log; None if that fails, or if it has no message."""
    try:
        return decode_numbered_message(fields.get(LOG_FIELD.encode(), b""))
    except UNDECODABLE:
        return None
