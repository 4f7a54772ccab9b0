"""An item's text, cut into segments; nobody waits for it, so only at the ends of sentences."""

import asyncio
import time
from collections.abc import AsyncIterator

from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.text.cues.cue import Mark
from frontend.voices.casting.parted_text import Text, parted
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.logs import get_logger

log = get_logger(__name__)


async def cut(
    text: Text, voice_settings: VoiceSettings, diction: Diction = AS_WRITTEN
) -> AsyncIterator[PlannedSegment]:
    """Yield the segments of a whole text, of any length, without holding up the event loop."""
    now, parts = time.monotonic(), parted(text, voice_settings)
    await diction.prepare(parts.first_voice_settings)
    text_buffer = TextBuffer(parts.first_voice_settings, parts.characters, diction=diction)
    for part in parts.passages:
        if isinstance(part, Mark):
            continue
        if part.turns:
            await diction.prepare(part.voice_settings)
            text_buffer.written.turn(part.voice_settings, is_sentence=part.is_sentence)
        text_buffer.write(part.text, now)
    text_buffer.end()
    while not text_buffer.exhausted:
        text_buffer.cut(now)
        await asyncio.sleep(0)
        while text_buffer.has_segments:
            yield text_buffer.pop()
    if text_buffer.cutter.unclosed:
        log.warning("A block of reasoning was not closed.", tag=text_buffer.cutter.unclosed)
