"""What a frontend reads and writes in Redis, besides the frames that come to it."""

import logging
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

import msgspec
import redis.asyncio

from frontend.samples.catalogue import SampleEntry
from tasks.bus import (
    CANCEL_CHANNEL,
    LOG_FIELD,
    PRESENCE_TTL_S,
    REPLAY_TTL_S,
    SAMPLE_TTL_S,
    SAMPLES_KEY,
    WORKERS_KEY,
    cancelled_key,
    log_key,
    sample_key,
    samples_key,
    utterance_key,
    worker_key,
)
from tasks.messages import AnyNumberedFrame, Presence, SegmentTask, decode_frame

log = logging.getLogger(__name__)

T = TypeVar("T")

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

# The lists of all backends by one command, once a second.
DEPTHS_SCRIPT = """
local depths = {}
for list = 1, #KEYS do depths[list] = redis.call('LLEN', KEYS[list]) end
return depths
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
        self._depths = self.redis.register_script(DEPTHS_SCRIPT)
        self._record = self.redis.register_script(RECORD_SCRIPT)
        self._read_presence = msgspec.json.Decoder(Presence).decode
        self._read_samples = msgspec.json.Decoder(list[SampleEntry]).decode

    async def close(self) -> None:
        await self.redis.aclose()

    async def record_attempt(self, task: SegmentTask, queue: str, priority: int) -> int:
        """Say that the utterance lives and which attempt at the segment counts.

        Returns the number of tasks in the queue that are served before one of that priority.
        """
        keys = [utterance_key(task.utterance), *queue_keys(queue)[: priority + 1]]
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

    async def forget_utterance(self, utterance: str) -> None:
        """Forget a finished utterance and its log, which nobody will ask for again."""
        await self.redis.delete(utterance_key(utterance), log_key(utterance))

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
        texts = await self._values_of(WORKERS_KEY, worker_key)
        present = (_read(text, self._read_presence) for text in texts.values())
        return [presence for presence in present if presence]

    async def _values_of(self, index: str, key: Callable[[str], str]) -> dict[str, bytes]:
        """Return the value of each whose name is in a set, by name; who has none leaves the set."""
        names = sorted(name.decode() for name in await self.redis.smembers(index))
        if not names:
            return {}
        texts = await self.redis.mget([key(name) for name in names])
        values = dict(zip(names, texts, strict=True))
        gone = [name for name, text in values.items() if text is None]
        if gone:
            await self.redis.srem(index, *gone)
        return {name: text for name, text in values.items() if text}

    async def missing_samples(self, digests: Collection[str]) -> list[str]:
        """Push back the end of these recordings; return those that Redis does not have."""
        pipeline = self.redis.pipeline(transaction=False)
        for digest in digests:
            pipeline.expire(sample_key(digest), SAMPLE_TTL_S)
        kept = await pipeline.execute()
        return [digest for digest, there in zip(digests, kept, strict=True) if not there]

    async def put_sample(self, digest: str, wav: bytes) -> None:
        """Let workers on other machines have a recording."""
        await self.redis.set(sample_key(digest), wav, ex=SAMPLE_TTL_S)

    async def announce_samples(self, entries: Collection[SampleEntry]) -> None:
        """Tell the other frontends what this one made of its folder of voice samples."""
        pipeline = self.redis.pipeline(transaction=False)
        text = msgspec.json.encode(entries)
        pipeline.set(samples_key(self.frontend), text, ex=PRESENCE_TTL_S)
        pipeline.sadd(SAMPLES_KEY, self.frontend)
        pipeline.expire(SAMPLES_KEY, PRESENCE_TTL_S)
        await pipeline.execute()

    async def samples_of_others(self) -> list[SampleEntry]:
        """Return what the other live frontends made of their folders."""
        texts = await self._values_of(SAMPLES_KEY, samples_key)
        texts.pop(self.frontend, None)
        read = (_read(text, self._read_samples) for text in texts.values())
        return [entry for entries in read if entries for entry in entries]

    async def leave_samples(self) -> None:
        """Take this frontend's samples back, as it ends."""
        await self.redis.delete(samples_key(self.frontend))

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""
        depths = await self._depths([key for queue in queues for key in queue_keys(queue)])
        steps = len(PRIORITIES)
        return [depths[first : first + steps] for first in range(0, len(depths), steps)]

    async def queued_tasks(self, queue: str) -> set[str]:
        """Return the ids of the tasks that wait in the queue."""
        pipeline = self.redis.pipeline(transaction=False)
        for key in queue_keys(queue):
            pipeline.lrange(key, 0, -1)
        lists = await pipeline.execute()
        ids = (TASK_ID.search(message) for messages in lists for message in messages)
        return {match[1].decode() for match in ids if match}


def _read(text: bytes, decode: Callable[[bytes], T]) -> T | None:
    """Decode what another process told of itself; None if that is of another version."""
    try:
        return decode(text)
    except msgspec.DecodeError as error:
        log.warning("What another process told of itself cannot be read: %s", error)
        return None
