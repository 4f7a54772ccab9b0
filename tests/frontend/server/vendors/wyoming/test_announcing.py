"""The Wyoming port is announced to the local network, if others can reach it."""

import asyncio
import re
from typing import Any

import pytest

from frontend.server.vendors.wyoming.announcing import SERVICE, Announcement, own_addresses

zeroconf = pytest.importorskip("zeroconf", reason="the extra zeroconf is not installed")
OTHER_PORT = 12_345
LIMIT_MS = 30_000


async def found(name: str) -> Any:
    """Look for a service as Home Assistant does."""
    from zeroconf.asyncio import AsyncZeroconf

    client = AsyncZeroconf()
    try:
        return await client.async_get_service_info(SERVICE, f"{name}.{SERVICE}", LIMIT_MS)
    finally:
        await client.async_close()


async def test_a_port_that_others_reach_is_found_until_it_is_withdrawn() -> None:
    if not own_addresses():
        pytest.skip("this machine is in no network")
    announcement = Announcement(("0.0.0.0", OTHER_PORT))
    announcement.begin()
    await announcement.done()
    service = await found(announcement.name)
    assert service and service.port == OTHER_PORT
    assert set(service.parsed_addresses()) == set(own_addresses())
    await announcement.withdraw()


async def test_a_port_of_this_machine_alone_is_told_to_nobody() -> None:
    announcement = Announcement(("127.0.0.1", OTHER_PORT))
    announcement.begin()
    assert announcement.announcing is None
    await announcement.withdraw()


def test_the_name_stays_what_it_is_and_is_one_label() -> None:
    name = Announcement(("0.0.0.0", 10_200)).name
    assert re.fullmatch(r"voice-server-[A-Za-z0-9-]{1,40}", name)
    assert Announcement(("0.0.0.0", OTHER_PORT)).name == f"{name}-{OTHER_PORT}"


async def test_a_network_that_refuses_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    announcement = Announcement(("no address", OTHER_PORT))
    announcement.begin()
    await announcement.done()
    assert "not announced" in caplog.text
    await asyncio.wait_for(announcement.withdraw(), 60)
