"""What is logged, and how often, while Redis is away."""

import logging
import os
import time
from collections.abc import Callable

from redis.exceptions import BusyLoadingError

from backend_queues.errors import RedisUnavailable

log = logging.getLogger(__name__)

AGAIN_S = 1.0
WRONG_AGAIN_S = 5.0
# Nobody listens there now, or Redis is still reading its data.
AWAY = (ConnectionRefusedError, ConnectionResetError, FileNotFoundError, BusyLoadingError)


class Outage:
    """Has it logged once that Redis is away.

    Everything else, such as a wrong password, a failure of TLS, an unknown host or a silent one,
    may be a wrong REDIS_URL, which only somebody who reads the log can correct: that is logged
    again every 5 s.
    """

    def __init__(self) -> None:
        self._logged_at: float | None = None

    def worth_logging(self, error: BaseException) -> bool:
        now = time.monotonic()
        if self._logged_at is not None and (
            is_away(error) or now - self._logged_at < WRONG_AGAIN_S
        ):
            return False
        self._logged_at = now
        return True

    def over(self) -> None:
        self._logged_at = None


def until_redis_answers(call: Callable[[], None]) -> None:
    """Make the call again and again until it raises no RedisUnavailable."""
    outage = Outage()
    while True:
        try:
            return call()
        except RedisUnavailable as error:
            if outage.worth_logging(error):
                log.warning("%s", _sentence(error))
            time.sleep(AGAIN_S)


def is_away(error: BaseException | None) -> bool:
    """Return whether the error, or its cause, is that nobody listens there now."""
    while error:
        if isinstance(error, AWAY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _sentence(error: RedisUnavailable) -> str:
    reason = error.__cause__ or error
    if is_away(error):
        named = os.environ.get("REDIS_URL")
        hint = "" if named else " REDIS_URL is not set: set it, or use voice-server up."
        return f"Redis is not there yet ({reason}); the worker waits for it.{hint}"
    return f"Redis cannot be reached ({reason}); see that REDIS_URL is right. It is tried again."
