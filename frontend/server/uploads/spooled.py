"""A body in a temporary file instead of in memory."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, cast

from backend_queues.job_errors import StorageUnavailable

log = logging.getLogger(__name__)

# So much is gathered before a thread writes it.
WRITTEN_BYTES = 1_000_000


@contextmanager
def writable() -> Iterator[None]:
    """Within the block, temporary files are written. Raises StorageUnavailable if they cannot."""
    try:
        yield
    except OSError as error:
        log.error("A temporary file cannot be written: %s", error)
        raise StorageUnavailable(
            "The server has no room for the file at the moment; send it later."
        ) from error


@asynccontextmanager
async def temporary_file() -> AsyncIterator[IO[bytes]]:
    """Open a file whose `name` others can read it by; it is deleted at the end of the block.

    Raises:
        StorageUnavailable: there is no place for it.
    """
    with writable():
        file = await asyncio.to_thread(_open)
    try:
        yield file
    finally:
        await asyncio.to_thread(file.close)


@asynccontextmanager
async def spooled(parts: AsyncGenerator[bytes]) -> AsyncIterator[Path]:
    """Write the parts to a temporary file, which is deleted at the end of the block.

    Raises:
        StorageUnavailable: there is no room for it.
    """
    async with temporary_file() as file:
        with writable():
            await _write(file, parts)
        yield Path(file.name)


async def _write(file: IO[bytes], parts: AsyncGenerator[bytes]) -> None:
    waiting = bytearray()
    async for part in parts:
        waiting += part
        if len(waiting) >= WRITTEN_BYTES:
            await asyncio.to_thread(file.write, bytes(waiting))
            waiting.clear()
    await asyncio.to_thread(_finish, file, bytes(waiting))


def _open() -> IO[bytes]:
    return cast(IO[bytes], tempfile.NamedTemporaryFile(prefix="voice-server-"))


def _finish(file: IO[bytes], rest: bytes) -> None:
    file.write(rest)
    file.flush()
