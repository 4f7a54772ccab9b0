"""What a frontend reads and writes in Redis, besides the frames that come to it."""

import logging
from collections.abc import Callable, Collection, Container, Iterable
from typing import Any, TypeVar

import msgspec
from redis import RedisError

from backend_queues.errors import RedisUnavailable
from frontend.cluster.queues import queues_of
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from tasks.bus import (
    CANCEL_CHANNEL,
    LOG_FIELD,
    PRESENCE_TTL_S,
    REPLAY_TTL_S,
    VOICE_SAMPLE_TTL_S,
    VOICE_SAMPLES_KEY,
    WORKERS_KEY,
    cancelled_key,
    log_key,
    resume_key,
    utterance_key,
    voice_sample_key,
    voice_samples_key,
    worker_key,
)
from tasks.connection.redis_clients import async_redis_client
from tasks.messages import AnyNumberedMessage, Presence, SegmentTask, decode_message

log = logging.getLogger(__name__)

T = TypeVar("T")

CONNECTION = {"socket_timeout": 2, "socket_connect_timeout": 2}

# One command instead of twelve: this is on the way to the first audio.
RECORD_SCRIPT = """
local frontend, segment, attempt, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
redis.call('HSET', KEYS[1], 'frontend', frontend, 'attempt:' .. segment, attempt)
redis.call('EXPIRE', KEYS[1], ttl)
local depth = 0
for list = 2, #KEYS do depth = depth + redis.call('LLEN', KEYS[list]) end
return depth
"""

# Each take has a name of its own, by which the next one can end it.
TAKE_OVER_SCRIPT = """
local resume, utterance = KEYS[1], ARGV[1]
local record = redis.call('HGET', resume, 'record')
if not record then return false end
local take = redis.call('HINCRBY', resume, 'takes', 1)
local before = take > 1 and utterance .. '.' .. (take - 1) or utterance
redis.call('SET', ARGV[4] .. before, 1, 'EX', ARGV[3])
redis.call('PUBLISH', ARGV[2], before)
redis.call('DEL', ARGV[5] .. before, ARGV[6] .. before)
return {record, utterance .. '.' .. take}
"""


class FrontendBus:
    """A frontend's side of Redis, for one event loop."""

    def __init__(self, redis_url: str, frontend: str) -> None:
        self.frontend = frontend
        # Any: redis-py's annotations allow for every setting at once, text and bytes alike.
        self.redis: Any = async_redis_client(redis_url, **CONNECTION)
        self._queues = queues_of(self.redis)
        self._record = self.redis.register_script(RECORD_SCRIPT)
        self._take_over = self.redis.register_script(TAKE_OVER_SCRIPT)
        self._read_presence = msgspec.json.Decoder(Presence).decode
        self._read_samples = msgspec.json.Decoder(list[VoiceSampleEntry]).decode

    async def close(self) -> None:
        self._queues.close()
        await self.redis.aclose()

    async def record_attempt(self, task: SegmentTask, queue: str, priority: int) -> int:
        """Say that the utterance lives and which attempt at the segment counts.

        Returns the number of tasks in the queue that are served before one of that priority.
        """
        keys = [utterance_key(task.utterance), *self._queues.lists(queue)[: priority + 1]]
        arguments: list[str | int] = [
            self.frontend,
            task.segment_index,
            task.attempt,
            REPLAY_TTL_S,
        ]
        return int(await self._record(keys, arguments)) + self._queues.elsewhere(queue)

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

    async def remember(self, utterance: str, record: bytes, ttl_s: int) -> None:
        """Keep what it takes to go on with an utterance."""
        pipeline = self.redis.pipeline(transaction=False)
        pipeline.hset(resume_key(utterance), "record", record)
        pipeline.expire(resume_key(utterance), ttl_s)
        await pipeline.execute()

    async def take_over(self, utterance: str) -> tuple[bytes, str] | None:
        """Cancel an utterance under way; return what was kept of it, and the next take's name.

        None is that nothing is known of it.

        Raises:
            RedisUnavailable: Redis does not answer.
        """
        keys = [cancelled_key(""), utterance_key(""), log_key("")]
        arguments: list[str | int] = [utterance, CANCEL_CHANNEL, REPLAY_TTL_S, *keys]
        try:
            taken = await self._take_over([resume_key(utterance)], arguments)
        except (RedisError, OSError) as error:
            raise RedisUnavailable(f"Redis does not answer: {error}") from error
        return taken and (taken[0], taken[1].decode())

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        """Return the frames of the utterance that workers have logged, oldest first."""
        entries = await self.redis.xrange(log_key(utterance))
        return [decode_message(fields[LOG_FIELD.encode()]) for _, fields in entries]

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

    async def missing_voice_samples(self, digests: Collection[str]) -> list[str]:
        """Push back the end of these recordings; return those that Redis does not have."""
        pipeline = self.redis.pipeline(transaction=False)
        for digest in digests:
            pipeline.expire(voice_sample_key(digest), VOICE_SAMPLE_TTL_S)
        kept = await pipeline.execute()
        return [digest for digest, there in zip(digests, kept, strict=True) if not there]

    async def put_voice_sample(self, digest: str, wav: bytes) -> None:
        """Let workers on other machines have a recording."""
        await self.redis.set(voice_sample_key(digest), wav, ex=VOICE_SAMPLE_TTL_S)

    async def announce_voice_samples(self, entries: Collection[VoiceSampleEntry]) -> None:
        """Tell the other frontends what this one made of its folder of voice samples."""
        pipeline = self.redis.pipeline(transaction=False)
        text = msgspec.json.encode(entries)
        pipeline.set(voice_samples_key(self.frontend), text, ex=PRESENCE_TTL_S)
        pipeline.sadd(VOICE_SAMPLES_KEY, self.frontend)
        pipeline.expire(VOICE_SAMPLES_KEY, PRESENCE_TTL_S)
        await pipeline.execute()

    async def voice_samples_of_others(self) -> list[VoiceSampleEntry]:
        """Return what the other live frontends made of their folders."""
        texts = await self._values_of(VOICE_SAMPLES_KEY, voice_samples_key)
        texts.pop(self.frontend, None)
        read = (_read(text, self._read_samples) for text in texts.values())
        return [entry for entries in read if entries for entry in entries]

    async def withdraw_voice_samples(self) -> None:
        """Take this frontend's samples back, as it ends."""
        await self.redis.delete(voice_samples_key(self.frontend))

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""
        return await self._queues.depths(list(queues))

    async def queued_tasks(self, queue: str) -> Container[str]:
        """Return the ids of the tasks that wait in the queue."""
        return await self._queues.tasks(queue)


def _read(text: bytes, decode: Callable[[bytes], T]) -> T | None:
    """Decode what another process told of itself; None if that is of another version."""
    try:
        return decode(text)
    except msgspec.DecodeError as error:
        log.warning("What another process told of itself cannot be read: %s", error)
        return None
