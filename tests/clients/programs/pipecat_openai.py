"""Pipecat's OpenAI service speaks texts in a pipeline: URL KEY VOICE TEXT...; prints how long."""

import asyncio
import json
import sys

from pipecat.frames.frames import EndFrame, ErrorFrame, Frame, TTSAudioRawFrame, TTSSpeakFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.runner import PipelineRunner
from pipecat.pipeline.task import PipelineTask
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.openai.tts import OpenAITTSService


class Listener(FrameProcessor):
    """Counts the audio that comes out of the service."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self.seconds += len(frame.audio) / 2 / frame.sample_rate
        await self.push_frame(frame, direction)


async def main(base_url: str, key: str, voice: str, *texts: str) -> None:
    service = OpenAITTSService(
        api_key=key, base_url=base_url, settings=OpenAITTSService.Settings(voice=voice)
    )
    listener, errors = Listener(), []
    task = PipelineTask(Pipeline([service, listener]))

    @task.event_handler("on_pipeline_error")
    async def on_error(_: object, frame: ErrorFrame) -> None:
        errors.append(frame.error)

    await task.queue_frames([*(TTSSpeakFrame(text) for text in texts), EndFrame()])
    await PipelineRunner(handle_sigint=False).run(task)
    print(json.dumps({"seconds": round(listener.seconds, 3), "errors": errors}))


asyncio.run(main(*sys.argv[1:]))
