"""Running jobs in memory, on a clock that jumps."""

from collections.abc import Iterator

import pytest

from frontend.jobs.storage.archive import Archive
from tests.frontend.jobs.running.fakes import AtOnce, FakeLeases, stored
from tests.frontend.jobs.running.frontends import Frontend, numbered
from tests.support.virtual_time import VirtualTimeLoop


def pytest_asyncio_loop_factories() -> dict[str, type[VirtualTimeLoop]]:
    """Run the tests of this folder in loops whose time is virtual."""
    return {"virtual": VirtualTimeLoop}


@pytest.fixture
def blocking() -> Iterator[AtOnce]:
    blocking = AtOnce()
    yield blocking
    blocking.close()


@pytest.fixture
def frontend(blocking: AtOnce) -> Frontend:
    return Frontend(blocking, FakeLeases())


@pytest.fixture
def archive() -> Archive:
    return stored(numbered(5))[0]
