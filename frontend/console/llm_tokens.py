"""A text as an LLM would write it: in small pieces, one after the other."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable

LONGEST = 8  # letters of a token
TOKEN = re.compile(rf"\s*(?:\w{{1,{LONGEST}}}|[^\w\s])|\s+")


def tokens_of(text: str) -> list[str]:
    """Cut a text into words with the space before them, parts of long words, and punctuation.

    Joined, they are the text.
    """
    return TOKEN.findall(text)


async def paced(tokens: Iterable[str], tokens_per_s: float) -> AsyncGenerator[str]:
    """Yield the tokens at that speed, or more slowly if they are consumed more slowly."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    for token in tokens:
        await asyncio.sleep(due - loop.time())
        yield token
        due = max(due + 1 / tokens_per_s, loop.time())
