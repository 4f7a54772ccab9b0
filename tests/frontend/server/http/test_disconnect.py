"""Work for a client is cancelled when the client leaves."""

import asyncio

import pytest
from starlette.requests import ClientDisconnect

from frontend.server.http.disconnect import cancel_on_disconnect
from tests.frontend.server.http.requests import Connection


async def test_the_work_of_a_client_that_stays_is_done() -> None:
    async def work() -> str:
        return "done"

    assert await cancel_on_disconnect(Connection().request(), work()) == "done"


async def test_the_error_of_the_work_is_raised() -> None:
    async def work() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await cancel_on_disconnect(Connection().request(), work())


async def test_the_work_of_a_client_that_leaves_is_cancelled() -> None:
    cancelled = asyncio.Event()
    client = Connection()

    async def work() -> None:
        client.leave()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    with pytest.raises(ClientDisconnect):
        await cancel_on_disconnect(client.request(), work())
    assert cancelled.is_set()
