"""Redis as both sides use it: the keys, and what a worker reads and writes there.

Every key starts with `vs:`, and has a TTL but for `vs:default`: somebody's choice, to last as
long as nobody chooses anew. It is one key of a few fields, so it cannot pile up.

    vs:fe:<frontend>             pub/sub channel: frames for one frontend process
    vs:log:<utterance>           stream: the same frames, to heal a gap from
    vs:utt:<utterance>           hash: owner and current attempts; gone when the utterance is over
    vs:resume:<utterance>        hash: what any frontend needs to go on with it; its `takes`
    vs:claim:<utterance>:<seg>   string "<attempt>:<worker>": who speaks the segment
    vs:cancelled:<utterance>     string: set when the listener has left
    vs:cancel                    pub/sub channel: ids of cancelled utterances
    vs:worker:<worker>           string: the worker's Presence, as JSON
    vs:workers                   set: the workers that may have presence
    vs:supervisor:<supervisor>   string: what it says of its workers, as JSON
    vs:supervisors               set: the supervisors that may have told something
    vs:sample:<digest>           string: the recording of a voice sample, a WAV file
    vs:samples:<frontend>        string: what that frontend made of its voice_samples, as JSON
    vs:samples                   set: the frontends that may have told of theirs
    vs:default                   hash: the server-wide default `backend`, and its `voice:<backend>`
"""

from enum import StrEnum
from typing import Any, cast

import msgspec
import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from tasks.connection.redis_clients import redis_client
from tasks.messages import (
    AnyNumberedMessage,
    Finished,
    Heartbeat,
    Presence,
    SegmentTask,
    encode_message,
)

CANCEL_CHANNEL = "vs:cancel"
WORKERS_KEY = "vs:workers"
SUPERVISORS_KEY = "vs:supervisors"
VOICE_SAMPLES_KEY = "vs:samples"
DEFAULT_KEY = "vs:default"
LOG_FIELD = "frame"

CLAIM_TTL_S = 3
PRESENCE_TTL_S = 5
VOICE_SAMPLE_TTL_S = 300  # a file that goes may still be heard in the utterances under way
REPLAY_TTL_S = 60  # how long an utterance can be heard again after its last frame
RESUME_TTL_S = 3 * REPLAY_TTL_S  # a slow client takes what was made for it a minute ago
LOG_MAX_MESSAGES = 512  # two minutes of speech, more than is ahead of any listener

CLAIM_SCRIPT = """
local utterance, cancelled, claim = KEYS[1], KEYS[2], KEYS[3]
local segment, attempt, worker, ttl = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
if redis.call('EXISTS', utterance) == 0 then return 'gone' end
if redis.call('EXISTS', cancelled) == 1 then return 'cancelled' end
local current = redis.call('HGET', utterance, 'attempt:' .. segment)
if current and tonumber(current) ~= attempt then return 'stale' end
local held = redis.call('GET', claim)
if held and tonumber(string.match(held, '^%d+')) >= attempt then return 'held' end
redis.call('SET', claim, attempt .. ':' .. worker, 'EX', ttl)
return 'claimed'
"""

# A claim that has run out while its worker was too busy to renew it is taken up again.
RENEW_SCRIPT = """
local claim, cancelled = KEYS[1], KEYS[2]
local held = redis.call('GET', claim)
if held and held ~= ARGV[1] or redis.call('EXISTS', cancelled) == 1 then return 0 end
redis.call('SET', claim, ARGV[1], 'EX', ARGV[2])
return 1
"""


class Verdict(StrEnum):
    """What became of a claim; only CLAIMED lets a worker speak."""

    CLAIMED = "claimed"
    HELD = "held"  # another worker has claimed this attempt, or a newer one
    STALE = "stale"  # the owner has given up on this attempt
    CANCELLED = "cancelled"
    GONE = "gone"  # the utterance is over


def frontend_channel(frontend: str) -> str:
    return f"vs:fe:{frontend}"


def log_key(utterance: str) -> str:
    return f"vs:log:{utterance}"


def utterance_key(utterance: str) -> str:
    return f"vs:utt:{utterance}"


def resume_key(utterance: str) -> str:
    return f"vs:resume:{utterance}"


def claim_key(utterance: str, segment_index: int) -> str:
    return f"vs:claim:{utterance}:{segment_index}"


def cancelled_key(utterance: str) -> str:
    return f"vs:cancelled:{utterance}"


def worker_key(worker: str) -> str:
    return f"vs:worker:{worker}"


def supervisor_key(supervisor: str) -> str:
    return f"vs:supervisor:{supervisor}"


def voice_sample_key(digest: str) -> str:
    return f"vs:sample:{digest}"


def voice_samples_key(frontend: str) -> str:
    return f"vs:samples:{frontend}"


# A call gives up after 1 s where connections are refused, and after 15 s where nothing answers.
# redis-py's own ten retries, each of which has ten more to connect, would take minutes there.
CONNECTION: dict[str, Any] = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "retry": Retry(ExponentialBackoff(cap=1, base=0.2), 2),
}


class WorkerBus:
    """A worker's side of Redis; safe to share between the worker's threads."""

    def __init__(self, redis_url: str) -> None:
        self._redis = redis_client(redis_url, **CONNECTION)
        self._claim = self._redis.register_script(CLAIM_SCRIPT)
        self._renew = self._redis.register_script(RENEW_SCRIPT)

    def claim(self, task: SegmentTask, worker: str) -> Verdict:
        """Take the segment for this worker, or learn why not to speak it."""
        keys = [
            utterance_key(task.utterance),
            cancelled_key(task.utterance),
            claim_key(task.utterance, task.segment_index),
        ]
        answer = self._claim(keys, [task.segment_index, task.attempt, worker, CLAIM_TTL_S])
        return Verdict(answer.decode())

    def renew(self, task: SegmentTask, worker: str) -> bool:
        """Keep the claim and tell the owner; false if it is another's or has been cancelled."""
        keys = [claim_key(task.utterance, task.segment_index), cancelled_key(task.utterance)]
        if not self._renew(keys, [f"{task.attempt}:{worker}", CLAIM_TTL_S]):
            return False
        alive = Heartbeat(
            utterance=task.utterance, segment_index=task.segment_index, attempt=task.attempt
        )
        self._redis.publish(frontend_channel(task.frontend), encode_message(alive))
        return True

    def publish(self, frontend: str, message: AnyNumberedMessage) -> None:
        """Log the frame and send it to the owner, in one round trip."""
        encoded = encode_message(message)
        pipeline = self._redis.pipeline(transaction=False)
        pipeline.xadd(
            log_key(message.utterance),
            {LOG_FIELD: encoded},
            maxlen=LOG_MAX_MESSAGES,
            approximate=True,
        )
        pipeline.expire(log_key(message.utterance), REPLAY_TTL_S)
        pipeline.publish(frontend_channel(frontend), encoded)
        if isinstance(message, Finished):  # a late copy of the task must find the segment spoken
            key = claim_key(message.utterance, message.segment_index)
            pipeline.set(key, f"{message.attempt}:finished", ex=REPLAY_TTL_S)
        pipeline.execute()

    def voice_sample(self, digest: str) -> bytes | None:
        """Return the recording of a voice sample, or None if no frontend has it any more."""
        return cast(bytes | None, self._redis.get(voice_sample_key(digest)))

    def pubsub(self) -> redis.client.PubSub:
        """Return a connection to listen on, not subscribed yet."""
        pubsub: redis.client.PubSub
        pubsub = self._redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        return pubsub

    def announce(self, presence: Presence) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        pipeline.set(worker_key(presence.worker), msgspec.json.encode(presence), ex=PRESENCE_TTL_S)
        pipeline.sadd(WORKERS_KEY, presence.worker)
        pipeline.expire(WORKERS_KEY, PRESENCE_TTL_S)
        pipeline.execute()

    def presences(self) -> list[bytes]:
        """Return the Presence of every live worker, as JSON; some may be of another version."""
        names = cast(set[bytes], self._redis.smembers(WORKERS_KEY))
        texts = [self._redis.get(worker_key(name.decode())) for name in names]
        return [cast(bytes, text) for text in texts if text]

    def leave(self, worker: str) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        pipeline.delete(worker_key(worker))
        pipeline.srem(WORKERS_KEY, worker)
        pipeline.execute()
