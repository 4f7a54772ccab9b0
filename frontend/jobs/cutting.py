"""An item's text, cut into segments; nobody waits for it, so only at the ends of sentences."""

import asyncio
import time
from collections.abc import AsyncIterator

from frontend.streaming.scheduling.text_buffer import PlannedSegment, TextBuffer
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.logs import get_logger

log = get_logger(__name__)


async def cut(text: str, voice_settings: VoiceSettings) -> AsyncIterator[PlannedSegment]:
    """Yield the segments of a whole text, of any length, without holding up the event loop."""
    now = time.monotonic()
    text_buffer = TextBuffer(voice_settings, len(text))
    text_buffer.write(text, now)
    text_buffer.end()
    while not text_buffer.exhausted:
        text_buffer.cut(now)
        await asyncio.sleep(0)
        while text_buffer.has_segments:
            yield text_buffer.pop()
    if text_buffer.cutter.unclosed:
        log.warning("A block of reasoning was not closed.", tag=text_buffer.cutter.unclosed)
