"""Who runs a job, and how far it is: what frontends tell each other of jobs in Redis.

    vs:job:<job>           string: the frontend that runs it
    vs:job:<job>:progress  string: its Progress, as JSON

Both are made from the storage and run out by themselves. Two frontends that run one job, because
Redis has forgotten, do some work twice and come to the same end.
"""

import logging

import msgspec
from redis import RedisError

from frontend.cluster.bus import FrontendBus
from frontend.jobs.decoding import ForeignData, decoded
from frontend.jobs.log_once import LogOnce
from frontend.protocol.jobs import Progress

log = logging.getLogger(__name__)

LEASE_S = 6
KEEP_S = 1.0

_decode_progress = msgspec.json.Decoder(Progress).decode

KEEP_SCRIPT = """
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[2]) end
return 1
"""
RELEASE_SCRIPT = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end
"""


class Leases:
    """The jobs that this frontend runs, as the others see it."""

    def __init__(self, bus: FrontendBus) -> None:
        self._bus = bus
        self._log_once = LogOnce(log)
        self._keep = bus.redis.register_script(KEEP_SCRIPT)
        self._release = bus.redis.register_script(RELEASE_SCRIPT)

    async def take(self, job: str) -> bool:
        """Become the one who runs the job; false if another is, or Redis does not answer."""
        try:
            return bool(await self._keep(_keys(job), [self._bus.frontend, LEASE_S, ""]))
        except (RedisError, OSError) as error:
            log.warning("The job %s cannot be taken now: %s", job, error)
            return False

    async def keep(self, job: str, progress: Progress) -> bool:
        """Tell that this frontend still runs the job; false if another does."""
        text = msgspec.json.encode(progress)
        try:
            return bool(await self._keep(_keys(job), [self._bus.frontend, LEASE_S, text]))
        except (RedisError, OSError) as error:
            log.debug("Redis does not answer (%s); it is told again soon.", error)
            return True

    async def release(self, job: str) -> None:
        """Let another frontend take the job at once."""
        try:
            await self._release(_keys(job), [self._bus.frontend])
        except (RedisError, OSError) as error:
            log.warning("The lease of the job %s runs out by itself: %s", job, error)

    async def progress(self, job: str) -> Progress | None:
        """Return what the frontend that runs the job has told; None if nobody has."""
        try:
            text = await self._bus.redis.get(_keys(job)[1])
        except (RedisError, OSError) as error:
            log.debug("Redis does not answer (%s); the storage knows as well.", error)
            return None
        try:
            return None if text is None else decoded(_decode_progress, text)
        except ForeignData as error:  # of another version; the storage knows as well
            self._log_once.warn(job, f"The progress of the job {job} in Redis is ignored: {error}.")
            return None


def _keys(job: str) -> list[str]:
    return [f"vs:job:{job}", f"vs:job:{job}:progress"]
