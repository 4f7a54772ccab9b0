"""Tells Redis of the utterances that are over, until it has heard of each."""

import asyncio
from collections import deque
from typing import NamedTuple

from backend_queues.errors import RedisUnavailable
from frontend.streaming.background import Background
from frontend.streaming.ports import UtteranceBus
from tasks.farewell import Farewell
from tasks.keys import REPLAY_TTL_S
from tasks.process.logs import get_logger

log = get_logger(__name__)

AT_ONCE = 500
AGAIN_S = 0.5
KEEP_TRYING_S = REPLAY_TTL_S  # then Redis has forgotten the utterance by itself


class _Unsaid(NamedTuple):
    farewell: Farewell
    since: float  # on the loop's clock


class Farewells:
    """Makes one call at a time, for all utterances that have ended since the last one.

    When many listeners leave at once, a call for each would have them wait for connections, and
    others with them. An end that is lost would leave a worker speaking to nobody.
    """

    def __init__(self, bus: UtteranceBus, background: Background) -> None:
        self._bus = bus
        self._background = background
        self._unsaid: deque[_Unsaid] = deque()
        self._saying = False

    def say(self, farewell: Farewell) -> None:
        """Let Redis know soon. It outlasts the request, whose task its client may have ended."""
        self._unsaid.append(_Unsaid(farewell, asyncio.get_running_loop().time()))
        if not self._saying:
            self._saying = True
            self._background.spawn(self._say_all())

    async def _say_all(self) -> None:
        failing = False
        try:
            while self._unsaid:
                some = [self._unsaid.popleft() for _ in range(min(AT_ONCE, len(self._unsaid)))]
                try:
                    await self._bus.end([unsaid.farewell for unsaid in some])
                    failing = False
                except RedisUnavailable as error:
                    if not failing:
                        _warn("The ends of utterances do not reach Redis; trying again.", error)
                    failing = True
                    self._keep(some, error)
                    await asyncio.sleep(AGAIN_S)
        finally:
            self._saying = False

    def _keep(self, some: list[_Unsaid], error: RedisUnavailable) -> None:
        """Say them again later, but for those that Redis has forgotten meanwhile."""
        oldest = asyncio.get_running_loop().time() - KEEP_TRYING_S
        self._unsaid.extendleft(unsaid for unsaid in reversed(some) if unsaid.since > oldest)
        for unsaid in some:
            if unsaid.since <= oldest:
                utterance = unsaid.farewell.utterance
                _warn("The end of an utterance did not reach Redis.", error, utterance=utterance)


def _warn(event: str, error: RedisUnavailable, **fields: str) -> None:
    log.warning(event, error=error.message, **fields)
