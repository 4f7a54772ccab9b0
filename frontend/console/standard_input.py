"""Standard input, unbuffered; a character stays whole even if its bytes arrive apart."""

import codecs
import os
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

from frontend.client.reading import read_tokens

BLOCK_BYTES = 65_536


def parts() -> Iterator[str]:
    """Yield text as it arrives, blocking in between, until the end of the input.

    This reads from the descriptor, as Python's own reader cannot be abandoned while it waits.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    fd = sys.stdin.fileno()
    while data := os.read(fd, BLOCK_BYTES):
        if text := decoder.decode(data):
            yield text
    if rest := decoder.decode(b"", final=True):
        yield rest


async def lines() -> AsyncGenerator[str]:
    """Yield each line without its end."""
    rest = ""
    async with aclosing(read_tokens(parts())) as read:
        async for text in read:
            *whole, rest = (rest + text).split("\n")
            for line in whole:
                yield line.rstrip("\r")
    if rest:
        yield rest
