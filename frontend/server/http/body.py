"""Read the body of a request within a limit."""

from collections.abc import AsyncGenerator

from starlette.requests import Request

from backend_queues.errors import TTSError
from frontend.server.connections.held import HELD, SMALL_BYTES


async def limited(request: Request, limit_bytes: int, too_large: TTSError) -> AsyncGenerator[bytes]:
    """Yield the body as it comes. Raises `too_large` past the limit."""
    count = 0
    async for part in request.stream():
        count += len(part)
        if count > limit_bytes:
            raise too_large
        yield part


async def read_limited(request: Request, limit_bytes: int, too_large: TTSError) -> bytes:
    """Return the whole body, for which there must be memory.

    Raises `too_large` past the limit, and Overloaded if other long bodies take the memory.
    """
    body, held = bytearray(), 0
    try:
        async for part in limited(request, limit_bytes, too_large):
            body += part
            more = max(0, len(body) - SMALL_BYTES) - held
            HELD.take(more)
            held += more
        return bytes(body)
    finally:
        HELD.give(held)
