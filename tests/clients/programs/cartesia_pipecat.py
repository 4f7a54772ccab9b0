"""Speaks by pipecat's Cartesia services; prints what came, and writes the audio to a folder.

Its address and key are in CARTESIA_BASE_URL and CARTESIA_API_KEY. The arguments are what to do, the
voice, the text, and the folder.
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
from loguru import logger
from pipecat.frames.frames import (
    EndFrame,
    ErrorFrame,
    Frame,
    InterruptionFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSStoppedFrame,
    TTSTextFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.cartesia.tts import CartesiaHttpTTSService, CartesiaTTSService
from pipecat.services.tts_service import TextAggregationMode, TTSService
from pipecat.workers.runner import WorkerRunner

URL, KEY = os.environ["CARTESIA_BASE_URL"], os.environ["CARTESIA_API_KEY"]
SOCKET = f"{URL.replace('http', 'ws', 1)}/tts/websocket"
PATIENCE_S = 120
SILENCE_S = 60  # which ends a text; the default of 3 s is too short for a machine that is full
RATE_HZ = 24_000

logger.remove()


class Listener(FrameProcessor):
    """Keeps what comes from the service before it."""

    def __init__(self) -> None:
        super().__init__()
        self.audio = b""
        self.words: list[str] = []
        self.errors: list[str] = []
        self.began, self.stopped = asyncio.Event(), asyncio.Event()

    def forget(self) -> None:
        self.audio, self.words = b"", []
        self.began.clear()
        self.stopped.clear()

    def fail(self, error: str) -> None:
        self.errors.append(error)
        self.began.set()
        self.stopped.set()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self.audio += frame.audio
            self.began.set()
        elif isinstance(frame, TTSTextFrame):
            self.words.append(frame.text)
        elif isinstance(frame, TTSStoppedFrame):
            self.stopped.set()
        await self.push_frame(frame, direction)

    def told(self, path: Path) -> dict[str, Any]:
        path.write_bytes(self.audio)
        return {"words": self.words, "errors": self.errors}


class Errors(FrameProcessor):
    """Stands before the service, which sends its errors back."""

    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, ErrorFrame):
            self._listener.fail(frame.error)
        await self.push_frame(frame, direction)


class Agent:
    """A pipeline that speaks what an LLM writes."""

    def __init__(self, service: TTSService) -> None:
        self.listener = Listener()
        pipeline = Pipeline([Errors(self.listener), service, self.listener])
        params = PipelineParams(audio_out_sample_rate=RATE_HZ)
        self.worker = PipelineWorker(pipeline, params=params, cancel_on_idle_timeout=False)

    async def run(self, act: Callable[[], Awaitable[None]]) -> Listener:
        started = asyncio.Event()

        @self.worker.event_handler("on_pipeline_started")
        async def on_started(_: PipelineWorker, __: StartFrame) -> None:
            started.set()

        async def acting() -> None:
            await started.wait()
            await act()
            await self.worker.queue_frame(EndFrame())

        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(self.worker)
        async with asyncio.timeout(2 * PATIENCE_S):
            await asyncio.gather(runner.run(), acting())
        return self.listener

    async def write(self, text: str) -> None:
        await self.worker.queue_frame(LLMFullResponseStartFrame())
        for start in range(0, len(text), 4):
            await self.worker.queue_frame(LLMTextFrame(text[start : start + 4]))
        await self.worker.queue_frame(LLMFullResponseEndFrame())

    async def speak(self, text: str) -> None:
        await self.write(text)
        await asyncio.wait_for(self.listener.stopped.wait(), PATIENCE_S)


def service(voice: str, mode: TextAggregationMode = TextAggregationMode.TOKEN) -> TTSService:
    return CartesiaTTSService(
        api_key=KEY,
        url=SOCKET,
        text_aggregation_mode=mode,
        settings=CartesiaTTSService.Settings(voice=voice),
        stop_frame_timeout_s=SILENCE_S,
    )


async def whole(voice: str, text: str, folder: Path) -> dict[str, Any]:
    async with aiohttp.ClientSession() as session:
        agent = Agent(
            CartesiaHttpTTSService(
                api_key=KEY,
                base_url=URL,
                aiohttp_session=session,
                settings=CartesiaHttpTTSService.Settings(voice=voice),
            )
        )
        return (await agent.run(lambda: agent.speak(text))).told(folder / "said.pcm")


async def tokens(voice: str, text: str, folder: Path) -> dict[str, Any]:
    agent = Agent(service(voice))
    return (await agent.run(lambda: agent.speak(text))).told(folder / "said.pcm")


async def sentences(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """As pipecat does by default."""
    agent = Agent(service(voice, TextAggregationMode.SENTENCE))
    return (await agent.run(lambda: agent.speak(text))).told(folder / "said.pcm")


async def two(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """Each is one half of the texts that a slash parts."""
    parts = text.split("/")
    heard = await asyncio.gather(*(tokens(voice, part, folder) for part in parts))
    return dict(zip(("one", "two"), heard, strict=True))


async def cancel(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """One speech is interrupted; then another one is spoken over the same socket."""
    agent = Agent(service(voice))

    async def act() -> None:
        await agent.write(f"{text} " * 50)
        await asyncio.wait_for(agent.listener.began.wait(), PATIENCE_S)
        await agent.worker.queue_frame(InterruptionFrame())
        await asyncio.sleep(0.5)  # in which the user speaks
        agent.listener.forget()
        await agent.speak(text)

    return (await agent.run(act)).told(folder / "said.pcm")


async def restarted(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """Speaks, waits until the server is another one, and speaks again by the same service."""
    speaker, connected = service(voice), asyncio.Event()
    agent = Agent(speaker)

    @speaker.event_handler("on_connected")
    async def on_connected(_: TTSService) -> None:
        connected.set()

    async def act() -> None:
        await agent.speak(text)
        connected.clear()
        (folder / "spoken").touch()
        while not (folder / "restarted").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        await asyncio.wait_for(connected.wait(), PATIENCE_S)  # by itself
        agent.listener.forget()
        agent.listener.errors.clear()
        await agent.speak(text)

    return (await agent.run(act)).told(folder / "said.pcm")


DO = {work.__name__: work for work in (whole, tokens, sentences, two, cancel, restarted)}

if __name__ == "__main__":
    what, voice, text, folder = sys.argv[1:]
    print(json.dumps(asyncio.run(DO[what](voice, text, Path(folder)))))
