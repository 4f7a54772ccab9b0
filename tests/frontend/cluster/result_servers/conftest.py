"""Three real servers beside the one of REDIS_URL, and a frontend's view of them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from frontend.cluster.result_servers.servers import ResultServers, servers_of
from frontend.cluster.result_servers.spread_bus import SpreadBus
from tasks.connection.result_servers import ResultAddress
from tests.support.result_servers import RedisServer, running_redis_servers

NAMES = ("a", "b", "c")


@pytest.fixture
def there(short_folder: Path) -> Iterator[list[RedisServer]]:
    folder = short_folder / "there"
    folder.mkdir()
    with running_redis_servers(folder, len(NAMES)) as servers:
        yield servers


@pytest.fixture
def addresses(there: list[RedisServer]) -> list[ResultAddress]:
    return [ResultAddress(name, it.url) for name, it in zip(NAMES, there, strict=True)]


@pytest.fixture
async def servers(addresses: list[ResultAddress]) -> AsyncIterator[ResultServers]:
    servers = ResultServers(servers_of(addresses))
    yield servers
    await servers.close()


@pytest.fixture
async def bus(redis_url: str, servers: ResultServers) -> AsyncIterator[SpreadBus]:
    bus = SpreadBus(redis_url, "f", servers)
    yield bus
    await bus.close()
