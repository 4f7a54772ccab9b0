"""An item's text, cut into segments; nobody waits for it, so only at the ends of sentences."""

import asyncio
import time
from collections.abc import AsyncIterator

from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.voices.voice_settings import VoiceSettings


async def cut(
    text: str, voice_settings: VoiceSettings, diction: Diction = AS_WRITTEN
) -> AsyncIterator[PlannedSegment]:
    """Yield the segments of a whole text, of any length, without holding up the event loop."""
    await diction.prepare(voice_settings)
    now = time.monotonic()
    text_buffer = TextBuffer(voice_settings, len(text), diction=diction)
    text_buffer.write(text, now)
    text_buffer.end()
    while not text_buffer.exhausted:
        text_buffer.cut(now)
        await asyncio.sleep(0)
        while text_buffer.has_segments:
            yield text_buffer.pop()
