"""The port of Wyoming: takes connections until the frontend ends."""

import asyncio
import socket
from contextlib import suppress
from functools import partial

from backend_queues.errors import RedisUnavailable
from backend_queues.request_errors import TooManyConnections
from frontend.server.http.state import AppState
from frontend.server.vendors.wyoming.announcing import Announcement
from frontend.server.vendors.wyoming.connection import Conversation
from frontend.server.vendors.wyoming.frames import LINE_BYTES
from frontend.server.vendors.wyoming.messages import Error
from frontend.server.vendors.wyoming.peer import Peer
from frontend.server.vendors.wyoming.rights import Rights
from tasks.process.cancellation import cancel_and_wait

MOST_CONNECTIONS = 256  # Home Assistant has one for each text that is being spoken
BACKLOG = 128
LAST_WORDS_S = 0.5
# While all places are taken, one that has said nothing for this long gives way to the next: else a
# few hundred connections would keep everybody out. It is longer than a text waits in line.
GIVES_WAY_S = 20.0


class WyomingServer:
    """Serves the clients of a bound socket between `open` and `close`, which closes it too."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._announcement = Announcement(listener.getsockname())
        self._clients: dict[asyncio.Task[None], Peer] = {}
        self._server: asyncio.Server | None = None

    async def open(self, state: AppState) -> None:
        """Take connections from now on: who waited for this process is to find all voices."""
        with suppress(RedisUnavailable):
            await state.fleet.look()
        self._server = await asyncio.start_server(
            partial(self._serve, state), sock=self._listener, limit=LINE_BYTES, backlog=BACKLOG
        )
        self._announcement.begin()

    async def refuse(self) -> None:
        """Take no more connections: they wait for the next process that has this socket."""
        if self._server:
            self._server.close()
        await self._announcement.withdraw()

    async def close(self) -> None:
        """End all connections, once those that have failed have told their clients why."""
        await self.refuse()
        if self._clients:
            await asyncio.wait(self._clients, timeout=LAST_WORDS_S)
        await cancel_and_wait(*self._clients)

    async def _serve(
        self, state: AppState, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task
        peer = self._clients[task] = Peer(reader, writer, state.settings)
        try:
            with suppress(OSError), peer.slowness_logged():
                await self._talk(state, peer)
                await peer.close()
        except asyncio.CancelledError:
            pass  # the server ends, or others wait; asyncio would report the task as failed
        finally:
            self._clients.pop(task, None)
            peer.abort()

    async def _talk(self, state: AppState, peer: Peer) -> None:
        most = min(MOST_CONNECTIONS, state.settings.max_connections)
        if len(self._clients) <= most or self._make_room():
            rights = Rights(state.access, state.settings.wyoming_key)
            await Conversation(state, rights, peer).run()
            return
        error = TooManyConnections(
            f"{most:,} connections are open, as many as this port takes. Close some."
        )
        await peer.send("error", Error(error.message, error.code))

    def _make_room(self) -> bool:
        """Let go of the client that has been idle for longest; false if none has for a while."""
        task, peer = max(self._clients.items(), key=lambda client: client[1].idle_for_s())
        if peer.idle_for_s() < GIVES_WAY_S:
            return False
        del self._clients[task]
        task.cancel()
        return True
