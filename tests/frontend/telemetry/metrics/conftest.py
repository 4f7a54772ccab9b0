"""A server that nobody else speaks with, so that what its figures grow by is known."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.support.processes import wait_until
from tests.support.scraping import WAIT_S, Growth, Scrape
from tests.support.server import BACKENDS_FILE, Server, running_server


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    with running_server("tone", "faulty", registry=BACKENDS_FILE) as server:
        yield server


@pytest.fixture
def growth(server: Server) -> Growth:
    """What grows from here on; the streams of other tests are over."""
    wait_until(lambda: Scrape(server.url).value("active_streams") == 0, WAIT_S)
    return Growth(server.url)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=60) as client:
        yield client
