"""What is loaded before the first text comes."""

import asyncio

from frontend.text.markup.loading import load_libraries


async def warm_up() -> None:
    """Load what reads formulas and emoji, in a thread, so that no stream waits for it."""
    await asyncio.to_thread(load_libraries)
