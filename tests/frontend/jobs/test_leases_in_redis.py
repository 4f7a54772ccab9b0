"""Leases in a real Redis, which is asked in real time, not in that of the tests of running jobs."""

import redis

from frontend.cluster.bus import FrontendBus
from frontend.jobs.running.leases import Leases
from tasks.keys import LEASE_TTL_S, job_keys

JOB = "0123456789abcdef"


async def test_one_frontend_has_a_lease_and_what_never_expires_is_none(redis_url: str) -> None:
    lease, _ = job_keys(JOB)
    mine, yours = FrontendBus(redis_url, "me"), FrontendBus(redis_url, "you")
    with redis.Redis.from_url(redis_url, protocol=2) as keys:
        keys.rpush(lease, "left by somebody")
        assert await Leases(mine).take(JOB)
        assert not await Leases(yours).take(JOB)
        assert 0 < keys.ttl(lease) <= LEASE_TTL_S
        keys.set(lease, "a frontend that is no more")
        assert await Leases(yours).take(JOB)
        assert not await Leases(mine).take(JOB)
    await mine.close()
    await yours.close()
