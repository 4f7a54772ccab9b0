"""One HTTP client whose connections are kept alive, for a caller that is not asynchronous.

A blocking client cannot be interrupted while it waits. So this one lives in an event loop, which
the caller's thread runs only while it waits for the service. Then `cancelled()` is polled, and
once it is true the request is cancelled, which closes the connection.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from typing import Any, TypeVar

import httpx
import msgspec

from backend_queues.errors import SynthesisFailed
from backend_queues.remote.refusals import pause_wanted, refusal
from backend_queues.remote.server import Server

T = TypeVar("T")

POLL_S = 0.02
CONNECT_S = 4.0
LISTING_S = 4.0
# Waiting for a busy service happens here, as the three attempts of a segment follow each other at
# once. A service that asks for a longer pause is left to those attempts, and to other workers.
LONGEST_WAIT_S = 5.0
KEPT_ALIVE_S = 60.0
HEADERS = {"User-Agent": "voice-server", "Accept-Encoding": "identity"}


class Cancelled(Exception):
    """`cancelled()` became true while waiting for the service."""


class Call(msgspec.Struct, frozen=True):
    """A POST request for speech."""

    path: str
    body: bytes
    media_type: str = "application/json"
    headers: dict[str, str] = {}


class Connection:
    """A service's server. `header` is the HTTP header that holds the key, behind `prefix`."""

    def __init__(self, server: Server, header: str, prefix: str = "") -> None:
        server.check()
        self._server = server
        self._key = server.key()
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs a line for each request
        self._client = httpx.AsyncClient(
            base_url=server.url,
            headers={**HEADERS, **({header: prefix + self._key} if self._key else {})},
            timeout=httpx.Timeout(server.timeout_s, connect=CONNECT_S),
            limits=httpx.Limits(keepalive_expiry=KEPT_ALIVE_S),
        )
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def reach(self) -> None:
        """Make sure that the server answers, whatever the answer.

        Raises:
            SynthesisFailed: it does not, within some seconds.
        """
        self._wait(_within(LISTING_S, self._client.get("")))

    def get(self, path: str) -> bytes | None:
        """Return what the server has at the path, None if there is nothing.

        Raises:
            InvalidConfiguration: it does not accept the key.
            SynthesisFailed: it cannot be reached within some seconds, or fails.
        """
        response = self._wait(_within(LISTING_S, self._client.get(path)))
        if response.status_code in (404, 405):
            return None
        if not response.is_success:
            raise refusal(response, self._server, self._key)
        return response.content

    def stream(self, call: Call, cancelled: Callable[[], bool]) -> Generator[bytes]:
        """Yield the body of the answer as it arrives; leaving the iterator closes the connection.

        Raises:
            Cancelled: `cancelled()` became true.
            SynthesisFailed: the server cannot be reached, fails, or breaks off.
            InvalidConfiguration, InvalidRequest, UnknownVoice: it refuses the request.
        """
        response = self._wait(self._answer(call), cancelled)
        parts = response.aiter_bytes()
        try:
            while part := self._wait(_next(parts), cancelled):
                yield part
        finally:
            self._loop.run_until_complete(response.aclose())

    async def _answer(self, call: Call) -> httpx.Response:
        """Send the request; if the service is busy only for a moment, send it again."""
        headers = {"Content-Type": call.media_type, **call.headers}
        request = self._client.build_request("POST", call.path, content=call.body, headers=headers)
        waited_s = 0.0
        while True:
            response = await self._client.send(request, stream=True)
            if response.is_success:
                return response
            await response.aread()
            pause_s = pause_wanted(response)
            if pause_s is None or waited_s + pause_s > LONGEST_WAIT_S:
                raise refusal(response, self._server, self._key)
            await asyncio.sleep(pause_s)
            waited_s += pause_s

    def _wait(
        self, work: Coroutine[Any, Any, T], cancelled: Callable[[], bool] = lambda: False
    ) -> T:
        """Run the loop until the work is done; httpx's errors are translated here."""
        host = self._server.host
        try:
            return self._loop.run_until_complete(_unless(cancelled, work))
        except (httpx.ConnectError, httpx.ConnectTimeout, TimeoutError) as error:
            reason = str(error) or f"no answer within {LISTING_S:g} s"
            raise SynthesisFailed(f"{host} cannot be reached: {reason}") from error
        except httpx.TimeoutException as error:
            silence = f"{self._server.timeout_s:g} s"
            raise SynthesisFailed(f"{host} has sent nothing for {silence}.") from error
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise SynthesisFailed(f"The answer of {host} broke off: {reason}") from error


async def _unless(cancelled: Callable[[], bool], work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.ensure_future(work)
    while not task.done():
        if cancelled():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise Cancelled
        await asyncio.wait({task}, timeout=POLL_S)
    return task.result()


async def _within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    async with asyncio.timeout(seconds):
        return await work


async def _next(parts: AsyncIterator[bytes]) -> bytes:
    """The next part that is not empty; b"" at the end."""
    async for part in parts:
        if part:
            return part
    return b""
