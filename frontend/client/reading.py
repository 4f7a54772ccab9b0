"""Reading tokens from any kind of iterator."""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterable
from contextlib import aclosing, suppress
from typing import Any

END = None


async def read_tokens(tokens: AsyncIterable[str] | Iterable[str]) -> AsyncGenerator[str]:
    """Yield the tokens; closing this closes the iterator."""
    if not isinstance(tokens, AsyncIterable):
        async with aclosing(_read_in_thread(tokens)) as read:
            async for token in read:
                yield token
        return
    iterator = aiter(tokens)
    try:
        async for token in iterator:
            yield token
    finally:
        if isinstance(iterator, AsyncGenerator):
            await iterator.aclose()


async def _read_in_thread(tokens: Iterable[str]) -> AsyncGenerator[str]:
    """Yield from an iterator that may block; each token is requested after the last was consumed.

    Closing this does not wait for an iterator that blocks; its thread closes it afterwards.
    """
    reader = _Reader(tokens)
    threading.Thread(target=reader.run, daemon=True).start()
    try:
        while (token := await reader.next()) is not END:
            yield token
    finally:
        reader.leave()


class _Reader:
    """The thread that reads, and the requests to it."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = tokens
        self._loop = asyncio.get_running_loop()
        self._asked: queue.SimpleQueue[asyncio.Future[str | None] | None] = queue.SimpleQueue()

    async def next(self) -> str | None:
        future: asyncio.Future[str | None] = self._loop.create_future()
        self._asked.put(future)
        return await future

    def leave(self) -> None:
        self._asked.put(None)

    def run(self) -> None:
        iterator = iter(self._tokens)
        while future := self._asked.get():
            try:
                token = next(iterator, END)
            except Exception as error:  # noqa: BLE001 - the caller's own, raised there again
                self._then(_unless_closed, future, future.set_exception, error)
            else:
                self._then(_unless_closed, future, future.set_result, token)
        if isinstance(iterator, Generator):
            iterator.close()

    def _then(self, act: Callable[..., None], *arguments: object) -> None:
        with suppress(RuntimeError):  # the loop has been closed meanwhile
            self._loop.call_soon_threadsafe(act, *arguments)


def _unless_closed(future: asyncio.Future[Any], answer: Callable[[Any], None], value: Any) -> None:
    if not future.done():
        answer(value)
