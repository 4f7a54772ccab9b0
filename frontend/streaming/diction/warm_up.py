"""What is loaded before the first text comes."""

import asyncio

from frontend.text.markup.loading import load_libraries
from frontend.text.normalisation import prepare

USUAL_LANGUAGE = "en"


async def warm_up() -> None:
    """Load what most texts need, in a thread, so that no stream waits for it."""
    await asyncio.to_thread(prepare, USUAL_LANGUAGE)
    await asyncio.to_thread(load_libraries)
