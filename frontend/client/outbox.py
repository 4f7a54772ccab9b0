"""What a client writes to /stream-tokens, kept until the server has it for good."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any

from frontend.client.reading import read_tokens
from tasks.process.cancellation import cancel_and_wait

Message = dict[str, Any]
DONE: Message = {"done": True}


class Outbox:
    """The messages of one text, counted from its first one, over all its connections."""

    def __init__(self, first: Message, tokens: AsyncIterator[str]) -> None:
        self._messages = [first]  # those the server may lack
        self._forgotten = 0  # before those
        self._tokens = tokens
        self._reading: asyncio.Task[Message] | None = None
        self.keeps = True  # the stream can be resumed, for all that is known

    async def messages(self, number: int) -> AsyncGenerator[Message]:
        """Yield the messages from that one on; tokens are read no faster than they are taken.

        Raises:
            LookupError: it has been forgotten.
        """
        if number < self._forgotten:
            raise LookupError(number)
        while True:
            message = await self._message(number)
            yield message
            number += 1
            if message is DONE:
                return
            if not self.keeps:
                self.forget(number)

    def forget(self, number: int) -> None:
        """Forget the messages before that one: they need not be sent again."""
        count = max(0, number - self._forgotten)
        self._forgotten += len(self._messages[:count])
        del self._messages[:count]

    async def close(self) -> None:
        if self._reading:
            await cancel_and_wait(self._reading)

    async def _message(self, number: int) -> Message:
        while number >= self._forgotten + len(self._messages):
            self._reading = self._reading or asyncio.create_task(self._read())
            # A connection that is lost meanwhile must not take the token, or its reader, with it.
            await asyncio.wait({self._reading})
            read, self._reading = self._reading, None
            self._messages.append(read.result())
        return self._messages[number - self._forgotten]

    async def _read(self) -> Message:
        async for token in self._tokens:
            return {"token": token}
        return DONE


@asynccontextmanager
async def outbox(
    tokens: AsyncIterable[str] | Iterable[str], asked: Mapping[str, object]
) -> AsyncIterator[Outbox]:
    """Yield the outbox of a text; leaving the block closes the iterator of its tokens."""
    first = {"events": True, **asked}
    first["opts"] = first.pop("options")  # as this route calls them
    async with aclosing(read_tokens(tokens)) as read:
        box = Outbox(first, read)
        try:
            yield box
        finally:
            await box.close()
