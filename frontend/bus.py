"""What a frontend reads and writes in Redis, besides the frames that come to it."""

import logging
import re
from typing import Any

import msgspec
import redis.asyncio

from tasks.bus import (
    CANCEL_CHANNEL,
    LOG_FIELD,
    REPLAY_TTL_S,
    WORKERS_KEY,
    cancelled_key,
    log_key,
    utterance_key,
    worker_key,
)
from tasks.messages import AnyNumberedFrame, Presence, SegmentTask, decode_frame

log = logging.getLogger(__name__)

# kombu keeps each priority in a list of its own: the queue's name, then the step.
PRIORITY_SEPARATOR = "\x06\x16"
PRIORITIES = range(10)
MAX_CONNECTIONS = 32
POOL_WAIT_S = 2
CONNECTION = {"protocol": 2, "socket_timeout": 2, "socket_connect_timeout": 2}
TASK_ID = re.compile(rb'"id": ?"([^"]+)"')


def queue_keys(queue: str) -> list[str]:
    """Return the lists of a queue by priority, the most urgent first."""
    return [f"{queue}{PRIORITY_SEPARATOR}{step}" if step else queue for step in PRIORITIES]


# One command instead of twelve: this is on the way to the first audio.
RECORD_SCRIPT = """
local frontend, segment, attempt, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
redis.call('HSET', KEYS[1], 'frontend', frontend, 'attempt:' .. segment, attempt)
redis.call('EXPIRE', KEYS[1], ttl)
local depth = 0
for list = 2, #KEYS do depth = depth + redis.call('LLEN', KEYS[list]) end
return depth
"""


class FrontendBus:
    """A frontend's side of Redis, for one event loop."""

    def __init__(self, redis_url: str, frontend: str) -> None:
        self.frontend = frontend
        # Whoever finds all connections in use waits for one; redis-py's usual pool would fail.
        pool = redis.asyncio.BlockingConnectionPool.from_url(
            redis_url, max_connections=MAX_CONNECTIONS, timeout=POOL_WAIT_S, **CONNECTION
        )
        # Any: redis-py's annotations allow for every setting at once, text and bytes alike.
        self.redis: Any = redis.asyncio.Redis.from_pool(pool)
        self._record = self.redis.register_script(RECORD_SCRIPT)
        self._read_presence = msgspec.json.Decoder(Presence).decode

    async def close(self) -> None:
        await self.redis.aclose()

    async def record_attempt(self, task: SegmentTask, queue: str) -> int:
        """Say that the utterance lives and which attempt at the segment counts.

        Returns the number of tasks that wait in the queue.
        """
        keys = [utterance_key(task.utterance), *queue_keys(queue)]
        arguments: list[str | int] = [
            self.frontend,
            task.segment_index,
            task.attempt,
            REPLAY_TTL_S,
        ]
        return int(await self._record(keys, arguments))

    async def keep_alive(self, utterance: str) -> None:
        """Push back the end of an utterance that waits longer than its key lives."""
        await self.redis.expire(utterance_key(utterance), REPLAY_TTL_S)

    async def close_utterance(self, utterance: str) -> None:
        """Forget a finished utterance, so that a late copy of a task ends unspoken."""
        await self.redis.delete(utterance_key(utterance))

    async def cancel_utterance(self, utterance: str) -> None:
        """Stop the workers that speak it, and let its queued tasks end unspoken."""
        pipeline = self.redis.pipeline(transaction=False)
        pipeline.set(cancelled_key(utterance), 1, ex=REPLAY_TTL_S)
        pipeline.publish(CANCEL_CHANNEL, utterance)
        pipeline.delete(utterance_key(utterance), log_key(utterance))
        await pipeline.execute()

    async def logged_frames(self, utterance: str) -> list[AnyNumberedFrame]:
        """Return the frames of the utterance that workers have logged, oldest first."""
        entries = await self.redis.xrange(log_key(utterance))
        return [decode_frame(fields[LOG_FIELD.encode()]) for _, fields in entries]

    async def workers(self) -> list[Presence]:
        """Return the live workers of all backends, by name."""
        names = sorted(await self.redis.smembers(WORKERS_KEY))
        if not names:
            return []
        texts = await self.redis.mget([worker_key(name.decode()) for name in names])
        gone = [name for name, text in zip(names, texts, strict=True) if text is None]
        if gone:
            await self.redis.srem(WORKERS_KEY, *gone)
        present = (self._presence_in(text) for text in texts if text)
        return [presence for presence in present if presence]

    def _presence_in(self, text: bytes) -> Presence | None:
        """Read a presence; None if a worker of another version has written it."""
        try:
            return self._read_presence(text)
        except msgspec.DecodeError as error:
            log.warning("A worker's presence cannot be read: %s", error)
            return None

    async def queue_depths(self, queue: str) -> list[int]:
        """Return how many tasks wait in the queue, by priority."""
        pipeline = self.redis.pipeline(transaction=False)
        for key in queue_keys(queue):
            pipeline.llen(key)
        return [int(depth) for depth in await pipeline.execute()]

    async def queued_tasks(self, queue: str) -> set[str]:
        """Return the ids of the tasks that wait in the queue."""
        pipeline = self.redis.pipeline(transaction=False)
        for key in queue_keys(queue):
            pipeline.lrange(key, 0, -1)
        lists = await pipeline.execute()
        ids = (TASK_ID.search(message) for messages in lists for message in messages)
        return {match[1].decode() for match in ids if match}
