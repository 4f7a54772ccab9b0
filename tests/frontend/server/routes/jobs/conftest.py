from collections.abc import Iterator

import httpx
import pytest

from tests.frontend.server.routes.jobs.desk import WAIT_S, Desk
from tests.support.server import Server


@pytest.fixture(scope="session")
def desk(server: Server) -> Iterator[Desk]:
    with httpx.Client(timeout=WAIT_S) as client:
        yield Desk(f"{server.url}/v1/jobs", client)
