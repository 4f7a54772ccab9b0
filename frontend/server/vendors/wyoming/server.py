"""The port of Wyoming: takes connections until the frontend ends."""

import asyncio
import socket
from contextlib import suppress

from backend_queues.request_errors import TooManyConnections
from frontend.server.http.state import AppState
from frontend.server.vendors.wyoming.connection import Conversation
from frontend.server.vendors.wyoming.frames import LINE_BYTES
from frontend.server.vendors.wyoming.messages import Error
from frontend.server.vendors.wyoming.peer import Peer
from frontend.server.vendors.wyoming.rights import Rights
from tasks.process.cancellation import cancel_and_wait

MOST_CONNECTIONS = 256  # Home Assistant has one for each text that is being spoken
BACKLOG = 128


class WyomingServer:
    """Serves the clients of a bound socket, which it closes in the end."""

    def __init__(
        self, state: AppState, listener: socket.socket, most_connections: int = MOST_CONNECTIONS
    ) -> None:
        self._state = state
        self._listener = listener
        self._rights = Rights(state.access, state.settings.wyoming_key)
        self._most = min(most_connections, state.settings.max_connections)
        self._clients: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Take connections from now on."""
        self._server = await asyncio.start_server(
            self._serve, sock=self._listener, limit=LINE_BYTES, backlog=BACKLOG
        )

    def refuse(self) -> None:
        """Take no more connections: they wait for the next process that has this socket."""
        if self._server:
            self._server.close()

    async def close(self) -> None:
        """End all connections, at once."""
        self.refuse()
        await cancel_and_wait(*self._clients)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._clients.add(task)
        peer = Peer(reader, writer, self._state.settings)
        try:
            with suppress(OSError), peer.slowness_logged():
                await self._talk(peer)
                await peer.close()
        except asyncio.CancelledError:
            pass  # the server ends; asyncio would report the task as failed
        finally:
            self._clients.discard(task)
            peer.abort()

    async def _talk(self, peer: Peer) -> None:
        if len(self._clients) <= self._most:
            await Conversation(self._state, self._rights, peer).run()
            return
        error = TooManyConnections(
            f"{self._most:,} connections are open, as many as this port takes. Close some."
        )
        await peer.send("error", Error(error.message, error.code))
