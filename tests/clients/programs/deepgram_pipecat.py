"""Speaks by Pipecat's services for Deepgram: MODE TEXT PATH, and how is in the environment.

The audio goes to PATH, as 24 kHz pcm; errors are printed as JSON.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import aiohttp
from loguru import logger
from pipecat.frames.frames import (
    EndFrame,
    ErrorFrame,
    InterruptionFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStoppedFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.deepgram.flux.tts import DeepgramFluxTTSService
from pipecat.services.deepgram.tts import DeepgramHttpTTSService, DeepgramTTSService
from pipecat.workers.runner import WorkerRunner

MODE, TEXT, PATH = sys.argv[1:]
URL, KEY, MODEL = os.environ["URL"], os.environ["KEY"], os.environ["MODEL"]
SOCKETS = URL.replace("http", "ws", 1)
OTHER_TEXT = "Yes, I am listening."
PATIENCE_S = 240
SILENCE_S = 60  # which ends a text; the default of 3 s is too short for a machine that is full

logger.remove()
audio = bytearray()
errors = []


class Listener(FrameProcessor):
    """Keeps the audio that passes, and tells of it."""

    def __init__(self):
        super().__init__()
        self.heard = asyncio.Event()  # some audio has come
        self.ended = asyncio.Event()  # a text has come to its end

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            audio.extend(frame.audio)
            self.heard.set()
        elif isinstance(frame, TTSStoppedFrame):
            self.ended.set()
        await self.push_frame(frame, direction)


class Errors(FrameProcessor):
    """Keeps the errors that come back up the pipeline."""

    def __init__(self):
        super().__init__()
        self.told = asyncio.Event()

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, ErrorFrame) and direction is FrameDirection.UPSTREAM:
            errors.append(frame.error)
            self.told.set()
        await self.push_frame(frame, direction)


def service(kind, session):
    if kind == "http":
        return DeepgramHttpTTSService(
            api_key=KEY,
            base_url=URL,
            aiohttp_session=session,
            settings=DeepgramHttpTTSService.Settings(voice=MODEL),
        )
    if kind == "flux":
        return DeepgramFluxTTSService(
            api_key=KEY,
            url=f"{SOCKETS}/v2/speak",
            settings=DeepgramFluxTTSService.Settings(voice=MODEL),
            stop_frame_timeout_s=SILENCE_S,
        )
    return DeepgramTTSService(
        api_key=KEY,
        base_url=SOCKETS,
        settings=DeepgramTTSService.Settings(voice=MODEL),
        stop_frame_timeout_s=SILENCE_S,
    )


async def respond(worker, text):
    """Say a text as an LLM writes it."""
    await worker.queue_frame(LLMFullResponseStartFrame())
    for word in text.split(" "):
        await worker.queue_frame(LLMTextFrame(f"{word} "))
    await worker.queue_frame(LLMFullResponseEndFrame())


async def whole(worker, listener):
    await worker.queue_frame(TTSSpeakFrame(TEXT))
    await listener.ended.wait()


async def stream(worker, listener):
    listener.ended.clear()
    await respond(worker, TEXT)
    await listener.ended.wait()


async def cancel(worker, listener):
    await respond(worker, TEXT)
    await listener.heard.wait()
    await worker.queue_frame(InterruptionFrame())
    await asyncio.sleep(1)  # what of the first text is under way is thrown away
    audio.clear()
    listener.ended.clear()
    await respond(worker, OTHER_TEXT)
    await listener.ended.wait()


def wait_for_another_server():
    Path(f"{PATH}.waiting").touch()
    while not Path(f"{PATH}.go").exists():
        time.sleep(0.05)


async def restart(worker, listener):
    """Speak, wait until the server is another one, and speak again."""
    await stream(worker, listener)
    audio.clear()
    await asyncio.to_thread(wait_for_another_server)
    await stream(worker, listener)


async def talk(worker, listener, complaints):
    kind_of_talk = globals()[MODE.split("-")[1]](worker, listener)
    works = [asyncio.create_task(kind_of_talk)]
    if "restart" not in MODE:
        works.append(asyncio.create_task(complaints.told.wait()))
    await asyncio.wait(works, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
    for work in works:
        work.cancel()
    await worker.queue_frame(EndFrame())


async def main():
    async with aiohttp.ClientSession() as session:
        listener, complaints = Listener(), Errors()
        tts = service(MODE.split("-")[0], session)
        pipeline = Pipeline([complaints, tts, listener])
        worker = PipelineWorker(
            pipeline,
            params=PipelineParams(audio_out_sample_rate=24000),
            cancel_on_idle_timeout=False,
        )
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(worker)
        await asyncio.gather(runner.run(), talk(worker, listener, complaints))


asyncio.run(main())
Path(PATH).write_bytes(audio)
print(json.dumps({"errors": errors}))
