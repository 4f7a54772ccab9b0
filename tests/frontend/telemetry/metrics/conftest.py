"""A server that nobody else speaks with, so that what its figures grow by is known."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.support.scraping import Growth
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server


@pytest.fixture(scope="package")
def server(no_cover: None) -> Iterator[Server]:
    wyoming = f"127.0.0.1:{free_port()}"
    with running_server("tone", "faulty", registry=BACKENDS_FILE, wyoming=wyoming) as server:
        yield server


@pytest.fixture
def growth(server: Server) -> Growth:
    """What grows from here on; the streams of other tests are over."""
    return Growth.from_rest(server.url)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=60) as client:
        yield client
