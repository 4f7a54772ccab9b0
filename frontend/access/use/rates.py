"""Rates: so many characters a minute, so many uploads an hour, counted for all frontends.

A sliding window: two counters of fixed windows, the earlier one weighted by how much of it still
counts. Both are keys in Redis that expire.
"""

import time
from collections.abc import Sequence
from typing import Literal

import msgspec
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from frontend.access.errors import TooManyRequests
from frontend.access.use.limits import Limit
from tasks.connection.translation import redis_errors_translated
from tasks.keys import RATES_PREFIX

Kind = Literal["characters", "uploads"]
ITEMS = {"characters": RateLimitItemPerMinute, "uploads": RateLimitItemPerHour}
PERIODS = {"characters": "a minute", "uploads": "an hour"}


class Allowance(msgspec.Struct, frozen=True):
    """What is left of a rate, as RateLimit-* headers say it."""

    limit: int
    remaining: int
    reset_s: float


class Rates:
    """All methods raise RedisUnavailable."""

    def __init__(self, connection_pool: object) -> None:
        # The address is not used: the connections are those of the frontend.
        storage = RedisStorage(
            "redis://",
            implementation="redispy",
            key_prefix=RATES_PREFIX,
            connection_pool=connection_pool,  # type: ignore[arg-type]  # the library hands it on
        )
        self._limiter = SlidingWindowCounterRateLimiter(storage)

    async def take(self, kind: Kind, limits: Sequence[Limit], amount: int) -> Allowance | None:
        """Take so much of each; return what is left of the scarcest, None if nothing is limited.

        Raises:
            TooManyRequests: there is not enough left of one, or it can never be enough.
        """
        left = [await self._take(kind, limit, amount) for limit in limits]
        return min(left, key=lambda allowance: allowance.remaining, default=None)

    async def _take(self, kind: Kind, limit: Limit, amount: int) -> Allowance:
        if amount > limit.most:
            raise TooManyRequests(
                f"This takes {amount} {kind}, and {limit.most} {PERIODS[kind]} are allowed. "
                "Send less at once.",
                _period_s(kind),
            )
        item = ITEMS[kind](limit.most)
        with redis_errors_translated():
            taken = await self._limiter.hit(item, kind, limit.name, cost=amount)
            stats = await self._limiter.get_window_stats(item, kind, limit.name)
        left = Allowance(limit.most, stats.remaining, max(0.0, stats.reset_time - time.time()))
        if taken:
            return left
        raise TooManyRequests(
            f"{limit.most} {kind} {PERIODS[kind]} are allowed, and {left.remaining} are left. "
            "Try again later, or ask the operator for more.",
            max(1.0, left.reset_s),
        )


def _period_s(kind: Kind) -> float:
    return float(ITEMS[kind].GRANULARITY.seconds)
