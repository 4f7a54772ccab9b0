"""Pipecat's OpenAI service speaks a text twice: URL VOICE PATH TEXT; prints how long each is.

Before the second time it makes a file PATH.once, and waits for PATH.again.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from pipecat.frames.frames import EndFrame, Frame, TTSAudioRawFrame, TTSSpeakFrame, TTSStoppedFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.runner import PipelineRunner
from pipecat.pipeline.task import PipelineTask
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.openai.tts import OpenAITTSService


class Listener(FrameProcessor):
    """Counts the audio of each text that comes out of the service."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.ended: asyncio.Queue[float] = asyncio.Queue()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self.seconds += len(frame.audio) / 2 / frame.sample_rate
        elif isinstance(frame, TTSStoppedFrame):
            self.ended.put_nowait(round(self.seconds, 3))
            self.seconds = 0.0
        await self.push_frame(frame, direction)


def wait_for_restart(path: str) -> None:
    Path(f"{path}.once").touch()
    while not Path(f"{path}.again").exists():
        time.sleep(0.1)


async def main(base_url: str, voice: str, path: str, text: str) -> None:
    settings = OpenAITTSService.Settings(voice=voice)
    service = OpenAITTSService(api_key="none", base_url=base_url, settings=settings)
    listener = Listener()
    task = PipelineTask(Pipeline([service, listener]), cancel_on_idle_timeout=False)

    async def speak_twice() -> list[float]:
        await task.queue_frame(TTSSpeakFrame(text))
        before = await listener.ended.get()
        await asyncio.to_thread(wait_for_restart, path)
        await task.queue_frame(TTSSpeakFrame(text))
        after = await listener.ended.get()
        await task.queue_frame(EndFrame())
        return [before, after]

    runner = PipelineRunner(handle_sigint=False)
    said, _ = await asyncio.gather(speak_twice(), runner.run(task))
    print(json.dumps(said))


asyncio.run(main(*sys.argv[1:]))
