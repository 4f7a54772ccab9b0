"""Clients of Redis, blocking and for asyncio: every one of this project is made here."""

import socket
from typing import Any

import redis
import redis.asyncio
import redis.asyncio.sentinel
import redis.sentinel
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from tasks.connection.redis_address import RedisAddress, read_redis_url

MAX_CONNECTIONS = 32
POOL_WAIT_S = 2
ASK_S = 1.0  # of one sentinel, before the next is asked
# redis-py reads RESP2 in half the time of RESP3.
PROTOCOL = 2
# A host that has vanished is found out within about 11 s instead of the kernel's two hours.
PROBES = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3}
KEEPALIVE: dict[str, Any] = {
    "socket_keepalive": True,
    "socket_keepalive_options": {
        getattr(socket, name): value for name, value in PROBES.items() if hasattr(socket, name)
    },
}


def redis_client(url: str, **options: Any) -> redis.Redis:
    """Return a client that threads may share. Options are redis-py's, of a connection.

    Raises:
        InvalidConfiguration: the URL is invalid.
    """
    address = read_redis_url(url)
    options = {**address.server_options(), "protocol": PROTOCOL, **options}
    if address.path:
        return redis.Redis(unix_socket_path=address.path, **options)
    options = {**KEEPALIVE, **options, "ssl": address.ssl is not None}
    if address.service:
        sentinels = redis.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            address.hosts,
            sentinel_kwargs={**sentinel_options(address), "retry": Retry(NoBackoff(), 0)},
            **options,
        )
        master: redis.Redis
        master = sentinels.master_for(address.service)  # type: ignore[no-untyped-call]
        return master
    [(host, port)] = address.hosts
    return redis.Redis(host=host, port=port, **options)


def async_redis_client(url: str, **options: Any) -> redis.asyncio.Redis:
    """Return a client for one event loop, which closes all it has opened.

    A call that finds all connections in use waits for one; redis-py's usual pool would fail.

    Raises:
        InvalidConfiguration: the URL is invalid.
    """
    address = read_redis_url(url)
    pool = _pool(address, {**address.server_options(), "protocol": PROTOCOL, **options})
    return redis.asyncio.Redis.from_pool(pool)


def _pool(address: RedisAddress, options: dict[str, Any]) -> redis.asyncio.BlockingConnectionPool:
    options = {"max_connections": MAX_CONNECTIONS, "timeout": POOL_WAIT_S, **options}
    if address.path:
        unix = redis.asyncio.UnixDomainSocketConnection
        return redis.asyncio.BlockingConnectionPool(
            connection_class=unix, path=address.path, **options
        )
    options = {**KEEPALIVE, **options}
    if address.service:
        sentinels = redis.asyncio.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            address.hosts,
            sentinel_kwargs={**sentinel_options(address), "retry": AsyncRetry(NoBackoff(), 0)},
        )
        options["ssl"] = address.ssl is not None
        return MasterPool(address.service, sentinels, **options)  # type: ignore[no-untyped-call]
    [(host, port)] = address.hosts
    tcp = redis.asyncio.Connection if address.ssl is None else redis.asyncio.SSLConnection
    return redis.asyncio.BlockingConnectionPool(
        connection_class=tcp, host=host, port=port, **options
    )


class MasterPool(
    redis.asyncio.sentinel.SentinelConnectionPool, redis.asyncio.BlockingConnectionPool
):
    """Connections to whichever server the sentinels call the master when one is opened."""

    async def aclose(self) -> None:
        await super().aclose()
        for sentinel in self.sentinel_manager.sentinels:
            await sentinel.aclose()


def sentinel_options(address: RedisAddress) -> dict[str, Any]:
    """Return redis-py's arguments for a connection to a sentinel, but for where it is.

    And but for `retry`: it should be none, as the next sentinel is asked instead.
    """
    return {
        "protocol": PROTOCOL,
        "socket_timeout": ASK_S,
        "socket_connect_timeout": ASK_S,
        "ssl": address.ssl is not None,
        **address.sentinel_user.options(),
        **(address.ssl or {}),
    }
