"""A worker's connections to the Redis servers that carry the messages of utterances."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

from backend_queues.errors import RedisFull, RedisUnavailable
from tasks import scripts
from tasks.connection.redis_clients import redis_client
from tasks.connection.result_servers import REDIS_URL_SERVER, ResultAddress
from tasks.connection.translation import redis_errors_translated
from tasks.directory import Command

# A server of several that does not answer must not hold up a worker's signs of life, which expire
# after 5 s: a call gives up after 3.5 s at most, and then nobody asks for a moment.
CONNECTION: dict[str, Any] = {
    "socket_timeout": 1.5,
    "socket_connect_timeout": 1,
    "retry": Retry(NoBackoff(), 1),
}
ASK_AGAIN_S = 1.0
# Where there is one for all, a worker can do nothing else while that is away. It keeps what it has
# to send for so long, as a restart takes less: else a listener waits until the silence is noticed.
PATIENCE_S = 5.0
SOON_S = 0.1


class ResultClient:
    """One server, as the threads of a worker use it. All methods raise RedisUnavailable."""

    def __init__(self, client: Any, ask_again_s: float = 0.0, patience_s: float = 0.0) -> None:
        """`patience_s` is how long it may be away until a message is not sent any more."""
        # Any: redis-py has no annotations for commands as such.
        self._client = client
        self._ask_again_s = ask_again_s
        self._patience_s = patience_s
        self._failed_at = -math.inf
        self._away_since: float | None = None
        self._claim = client.register_script(scripts.CLAIM)
        self._renew = client.register_script(scripts.RENEW)

    def claim(self, keys: list[str], arguments: list[Any]) -> tuple[str, int]:
        """Return what became of it, and in how many milliseconds it is needed."""
        with self._asked():
            verdict, *needed_in_ms = self._claim(keys, arguments)
        return verdict.decode(), sum(needed_in_ms)

    def renew(self, keys: list[str], arguments: list[Any]) -> bool:
        with self._asked():
            return bool(self._renew(keys, arguments))

    def send(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands in one round trip, which is not a transaction; return the answers."""
        pipeline = self._client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        with self._asked():
            answers: list[Any] = pipeline.execute()
        return answers

    def publish(self, commands: Sequence[Command]) -> None:
        """As `send`, again and again while the server is away: to publish twice does no harm."""
        while True:
            try:
                self.send(commands)
                return
            except RedisFull:
                raise
            except RedisUnavailable:
                if self._away_s >= self._patience_s:
                    raise
            time.sleep(SOON_S)

    @property
    def _away_s(self) -> float:
        return time.monotonic() - self._away_since if self._away_since else 0.0

    @contextmanager
    def _asked(self) -> Iterator[None]:
        asked_at = time.monotonic()
        if asked_at < self._failed_at + self._ask_again_s:
            raise RedisUnavailable("Redis did not answer a moment ago")
        try:
            with redis_errors_translated():
                yield
        except RedisFull:
            self._away_since = None
            raise
        except RedisUnavailable:
            self._failed_at = time.monotonic()
            self._away_since = self._away_since or asked_at
            raise
        self._away_since = None


class ResultClients:
    """All servers that a task may name; each is connected to when a task names it first."""

    def __init__(self, first: Any, others: Iterable[ResultAddress]) -> None:
        """`first` is the client of REDIS_URL, which is asked however often it fails."""
        self._urls: Mapping[str, str] = {it.name: it.url for it in others}
        patience_s = 0.0 if self._urls else PATIENCE_S  # utterances may be on another server
        self._clients = {REDIS_URL_SERVER: ResultClient(first, patience_s=patience_s)}

    def at(self, name: str) -> ResultClient | None:
        """Return the server of that name; None if this worker knows none."""
        if name not in self._clients and name in self._urls:
            client = redis_client(self._urls[name], **CONNECTION)
            self._clients.setdefault(name, ResultClient(client, ask_again_s=ASK_AGAIN_S))
        return self._clients.get(name)
