"""Reading tokens from any kind of iterator."""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterable, Iterator
from contextlib import aclosing, suppress
from typing import Any


class End:
    """Comes after the last token."""


END = End()
_Read = str | End


async def read_tokens(tokens: AsyncIterable[str] | Iterable[str]) -> AsyncGenerator[str]:
    """Yield the tokens that say something; closing this closes the iterator.

    Others say nothing: of an LLM's answer the first and last part often hold "" or None.
    """
    async with aclosing(_all_of(tokens)) as read:
        async for token in read:
            if token:
                yield token


async def _all_of(tokens: AsyncIterable[str] | Iterable[str]) -> AsyncGenerator[str]:
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
        while not isinstance(token := await reader.next(), End):
            yield token
    finally:
        reader.leave()


class _Reader:
    """The thread that reads, and the requests to it."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = tokens
        self._loop = asyncio.get_running_loop()
        self._asked: queue.SimpleQueue[asyncio.Future[_Read] | None] = queue.SimpleQueue()

    async def next(self) -> _Read:
        future: asyncio.Future[_Read] = self._loop.create_future()
        self._asked.put(future)
        return await future

    def leave(self) -> None:
        self._asked.put(None)

    def run(self) -> None:
        iterator: Iterator[str] | None = None
        while future := self._asked.get():
            try:
                iterator = iter(self._tokens) if iterator is None else iterator
                token = next(iterator, END)
            # All of them: of what ends this thread unheard, the caller would wait for ever.
            except BaseException as error:  # noqa: BLE001 - the caller's own, raised there again
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
