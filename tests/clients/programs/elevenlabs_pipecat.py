"""Pipecat's ElevenLabs services speak what an agent's LLM writes; prints what came of it.

Arguments: the server's URL, the key, the voice, what to do, a file for the audio, the text. What:
whole      by the HTTP service
tokens     word by word, by the socket
sentences  the same with the sentences put together by pipecat, as it does by default
two        two services, with a text each, at once
cancel     the text is interrupted after its first audio, and another one is spoken
restart    the text, and once more over the connection that the service makes by itself when its
           server is back; when the text was heard there is a file PATH.once, and when the service
           has tried in vain to connect, PATH.refused
"""

import asyncio
import json
import sys
import time
import wave
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
from pipecat.services.elevenlabs.tts import ElevenLabsHttpTTSService, ElevenLabsTTSService
from pipecat.services.tts_service import TextAggregationMode, TTSService
from pipecat.workers.runner import WorkerRunner

url, key, voice, task, path, text = sys.argv[1:]
PATIENCE_S = 120
SILENCE_S = 60  # which ends a text; the default of 3 s is too short for a machine that is full
logger.remove()


class Listener(FrameProcessor):
    """Keeps what the service before it has spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.pcm = b""
        self.words: list[tuple[str, float]] = []
        self.errors: list[str] = []
        self.began, self.stopped = asyncio.Event(), asyncio.Event()
        self._began_at = 0

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self.pcm += frame.audio
            self.began.set()
        elif isinstance(frame, TTSTextFrame):
            self.words.append((frame.text, (frame.pts or 0) / 1e9))
        elif isinstance(frame, TTSStoppedFrame):
            self.stopped.set()
        await self.push_frame(frame, direction)

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 48_000

    def forget(self) -> None:
        self.pcm, self.words, self.errors = b"", [], []
        self.stopped.clear()


class Errors(FrameProcessor):
    """Stands before the service, whose errors go back."""

    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, ErrorFrame):
            self._listener.errors.append(frame.error)
            self._listener.stopped.set()
        await self.push_frame(frame, direction)


def note(what: str) -> None:
    """Make a file that a test waits for."""
    Path(f"{path}.{what}").touch()


class Connections:
    """What becomes of a service's connection to its server."""

    def __init__(self, service: TTSService) -> None:
        self.made = asyncio.Event()
        service.add_event_handler("on_connected", self._on_connected)
        service.add_event_handler("on_connection_error", self._on_error)

    async def until_made_again(self) -> None:
        self.made.clear()
        note("once")
        await asyncio.wait_for(self.made.wait(), PATIENCE_S)

    async def _on_connected(self, _: TTSService) -> None:
        self.made.set()

    async def _on_error(self, _: TTSService, __: str) -> None:
        note("refused")


async def run(
    service: TTSService, said: str, *, interrupts: bool = False, restarts: bool = False
) -> dict[str, Any]:
    connections = Connections(service)
    listener, started = Listener(), asyncio.Event()
    before: list[float] = []  # how long it was heard before the restart
    pipeline = Pipeline([Errors(listener), service, listener])
    params = PipelineParams(audio_out_sample_rate=24_000)
    worker = PipelineWorker(pipeline, params=params, cancel_on_idle_timeout=False)

    @worker.event_handler("on_pipeline_started")
    async def on_started(_: PipelineWorker, __: StartFrame) -> None:
        started.set()

    async def speak() -> float:
        await started.wait()
        await say(worker, said)
        next_s = 0.0
        if restarts:
            await asyncio.wait_for(listener.stopped.wait(), PATIENCE_S)
            before.append(listener.seconds)
            await connections.until_made_again()
            listener.forget()
            await say(worker, said)
        if interrupts:
            await asyncio.wait_for(listener.began.wait(), PATIENCE_S)
            await worker.queue_frame(InterruptionFrame())
            await asyncio.sleep(0.5)  # of silence, as the user speaks
            listener.forget()
            began = time.monotonic()
            await say(worker, "This is the next text.")
            await asyncio.wait_for(listener.stopped.wait(), PATIENCE_S)
            next_s = time.monotonic() - began
        await asyncio.wait_for(listener.stopped.wait(), PATIENCE_S)
        await worker.queue_frame(EndFrame())
        return next_s

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    _, next_s = await asyncio.gather(runner.run(), speak())
    return {
        "seconds": listener.seconds,
        "before_s": sum(before),
        "pcm": listener.pcm,
        "words": listener.words,
        "errors": listener.errors,
        "next_s": next_s,
    }


async def say(worker: PipelineWorker, said: str) -> None:
    await worker.queue_frame(LLMFullResponseStartFrame())
    for word in said.split():
        await worker.queue_frame(LLMTextFrame(f"{word} "))
    await worker.queue_frame(LLMFullResponseEndFrame())


def socket(mode: TextAggregationMode = TextAggregationMode.TOKEN) -> TTSService:
    return ElevenLabsTTSService(
        api_key=key,
        url=url.replace("http", "ws", 1),
        text_aggregation_mode=mode,
        settings=ElevenLabsTTSService.Settings(voice=voice),
        stop_frame_timeout_s=SILENCE_S,
    )


async def main() -> dict[str, Any]:
    match task:
        case "whole":
            async with aiohttp.ClientSession() as session:
                settings = ElevenLabsHttpTTSService.Settings(voice=voice)
                service = ElevenLabsHttpTTSService(
                    api_key=key, base_url=url, aiohttp_session=session, settings=settings
                )
                return await run(service, text)
        case "two":
            first, second = await asyncio.gather(
                run(socket(), text), run(socket(), f"{text} {text}")
            )
            return first | {
                "second_s": second["seconds"],
                "second_words": second["words"],
                "second_errors": second["errors"],
            }
        case "sentences":
            return await run(socket(TextAggregationMode.SENTENCE), text)
        case _:
            interrupts, restarts = task == "cancel", task == "restart"
            return await run(socket(), text, interrupts=interrupts, restarts=restarts)


said = asyncio.run(main())
with wave.open(path, "wb") as file:
    file.setparams((1, 2, 24_000, 0, "NONE", ""))
    file.writeframes(said.pop("pcm"))
print(json.dumps(said))
