"""A proxy for clients: by TLS, if they take nothing else, and to another server later."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Proxy:
    """Passes what comes to its own port on to another one of this machine."""

    to_port: int
    port: int = 0

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            behind_reader, behind_writer = await asyncio.open_connection("localhost", self.to_port)
            await asyncio.gather(_pump(reader, behind_writer), _pump(behind_reader, writer))
        writer.close()


@contextmanager
def proxied(to_port: int, certificates: Path | None = None) -> Iterator[Proxy]:
    """Run a proxy; with certificates, one that speaks TLS by those of `server`."""
    proxy, context = Proxy(to_port), None
    if certificates:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificates / "server.crt", certificates / "server.key")
    loop = asyncio.new_event_loop()
    starting = asyncio.start_server(proxy.pass_on, "localhost", 0, ssl=context)
    server = loop.run_until_complete(starting)
    proxy.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="proxy", daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
