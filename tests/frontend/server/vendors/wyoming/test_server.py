"""A port all of whose places are taken."""

import asyncio
import socket
from types import SimpleNamespace
from typing import Any

from frontend.server.vendors.wyoming.server import GIVES_WAY_S, WyomingServer


async def test_who_has_said_nothing_for_longest_gives_way() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = WyomingServer(listener)
    idle_s = {"quiet": GIVES_WAY_S + 1, "silent": GIVES_WAY_S + 2, "active": 0.0}
    tasks = {name: asyncio.create_task(asyncio.Event().wait()) for name in idle_s}
    clients: Any = {
        task: SimpleNamespace(idle_for_s=lambda name=name: idle_s[name])
        for name, task in tasks.items()
    }
    server._clients = clients
    for name in ("silent", "quiet"):
        assert server._make_room()
        await asyncio.wait({tasks[name]}, timeout=1)
        assert tasks[name].cancelled()
    assert not server._make_room()
    assert not tasks["active"].done() and list(clients) == [tasks["active"]]
    tasks["active"].cancel()
