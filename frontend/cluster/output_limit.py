"""Whether Redis lets a frontend fall behind for a moment, as it says itself.

What waits for a subscriber is bounded by `client-output-buffer-limit pubsub`; Redis cuts off one
for whom more waits. By default that is 32 MB, or 8 MB for a minute: a burst of a few hundred
listeners.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import msgspec
from redis import ResponseError

from backend_queues.errors import RedisUnavailable
from frontend.cluster.connection import RedisConnection

log = logging.getLogger(__name__)

SETTING = "client-output-buffer-limit"
WANTED = "pubsub 256mb 64mb 60"
LEAST_BYTES, LEAST_LASTING_BYTES = 256 << 20, 64 << 20
ASK_AGAIN_S = 1.0


class OutputLimit(msgspec.Struct, frozen=True):
    """How much may wait for a subscriber: at any time, and for long. 0 is without a limit."""

    most_bytes: int
    lasting_bytes: int

    @classmethod
    def of(cls, answer: object) -> "OutputLimit | None":
        """Read the answer to CONFIG GET; None if it is another one, as other servers may give."""
        match answer:
            case [_, bytes() as value]:
                words = value.decode(errors="replace").split()
            case _:
                return None
        if "pubsub" not in words:
            return None
        numbers = words[words.index("pubsub") + 1 :][:2]
        if len(numbers) < 2 or not all(number.isdecimal() for number in numbers):
            return None
        return cls(*map(int, numbers))

    @property
    def is_enough(self) -> bool:
        enough = not self.most_bytes or self.most_bytes >= LEAST_BYTES
        return enough and (not self.lasting_bytes or self.lasting_bytes >= LEAST_LASTING_BYTES)


async def check_output_limit(connection: RedisConnection, name: str = "Redis") -> None:
    """Warn if the server of that name would soon cut off a frontend; wait for it to answer.

    One that nobody may ask for its settings, as where it is hosted or by its ACL, is left alone.
    """
    while True:
        try:
            limit = OutputLimit.of(await _asked(connection))
        except RedisUnavailable as error:
            if isinstance(error.__cause__, ResponseError):
                log.debug("%s does not tell its %s: %s", name, SETTING, error.message)
                return
            await asyncio.sleep(ASK_AGAIN_S)
        else:
            if limit and not limit.is_enough:
                log.warning("%s", _warning(limit, name))
            return


async def _asked(connection: RedisConnection) -> Sequence[Any]:
    answer: Sequence[Any] = await connection.send(("CONFIG", "GET", SETTING))
    return answer


def _warning(limit: OutputLimit, name: str) -> str:
    most, lasting = (f"{count / 1e6:,.0f} MB" for count in (limit.most_bytes, limit.lasting_bytes))
    return (
        f"{name} cuts this frontend off when {most} of speech wait for it, or {lasting} for long, "
        "as they may with many listeners. What is lost is read again, but costs time. Set in its "
        f"configuration: {SETTING} {WANTED}"
    )
