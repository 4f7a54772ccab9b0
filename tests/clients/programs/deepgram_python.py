"""Speaks by Deepgram's own Python client: MODE TEXT PATH, and how is in the environment.

The audio goes to PATH, as 24 kHz pcm; what else has come is printed as JSON.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from deepgram import AsyncDeepgramClient, DeepgramClient
from deepgram.core.api_error import ApiError
from deepgram.environment import DeepgramClientEnvironment
from deepgram.speak.v1.types import SpeakV1Text
from deepgram.speak.v2.types import (
    SpeakV2Configure,
    SpeakV2Interrupt,
    SpeakV2InterruptPlaybackOffset,
    SpeakV2Speak,
)
from websockets.exceptions import InvalidStatus

MODE, TEXT, PATH = sys.argv[1:]
URL, KEY, MODEL = os.environ["URL"], os.environ["KEY"], os.environ["MODEL"]
SOCKETS = URL.replace("http", "ws", 1)
ENVIRONMENT = DeepgramClientEnvironment(base=URL, production=SOCKETS, agent=SOCKETS, agent_rest=URL)
RAW = {"model": MODEL, "encoding": "linear16", "sample_rate": 24000}
OTHER_TEXT = "Yes, I am listening."

audio = bytearray()
told = []


def tokens(text):
    return [f"{word} " for word in text.split()]


def take(message):
    """Keep what has come, and return its type."""
    if isinstance(message, bytes):
        audio.extend(message)
        return "audio"
    told.append(message.dict())
    return message.type


async def until(socket, kind):
    while take(await socket.recv()) != kind:
        pass


async def whole(client):
    async for part in client.speak.v1.audio.generate(text=TEXT, container="none", **RAW):
        audio.extend(part)


async def whole_flux(client):
    async for part in client.speak.v2.audio.generate(text=TEXT, container="none", **RAW):
        audio.extend(part)


async def stream(client):
    async with client.speak.v1.connect(**RAW) as socket:
        for token in tokens(TEXT):
            await socket.send_text(SpeakV1Text(text=token))
        await socket.send_flush()
        await until(socket, "Flushed")
        await socket.send_close()
        async for message in socket:
            take(message)


async def cancel(client):
    async with client.speak.v1.connect(**RAW) as socket:
        await socket.send_text(SpeakV1Text(text=TEXT))
        await until(socket, "audio")
        await socket.send_clear()
        await until(socket, "Cleared")
        audio.clear()
        await socket.send_text(SpeakV1Text(text=OTHER_TEXT))
        await socket.send_flush()
        await until(socket, "Flushed")


async def flux(client):
    async with client.speak.v2.connect(**RAW) as socket:
        for token in tokens(TEXT):
            await socket.send_speak(SpeakV2Speak(text=token))
        await socket.send_flush()
        await until(socket, "SpeechMetadata")
        await socket.send_close()
        async for message in socket:
            take(message)


async def interrupt(client):
    async with client.speak.v2.connect(**RAW) as socket:
        await socket.send_speak(SpeakV2Speak(text=TEXT))
        await until(socket, "audio")
        offset = SpeakV2InterruptPlaybackOffset(value=1000)
        await socket.send_interrupt(SpeakV2Interrupt(playback_offset=offset))
        await until(socket, "SpeechInterrupted")
        audio.clear()
        await socket.send_configure(SpeakV2Configure(speed=1.5))
        await socket.send_speak(SpeakV2Speak(text=OTHER_TEXT))
        await socket.send_flush()
        await until(socket, "SpeechMetadata")


def blocking(client):
    """The same as `stream`, by the client that is not asynchronous."""
    with client.speak.v1.connect(**RAW) as socket:
        for token in tokens(TEXT):
            socket.send_text(SpeakV1Text(text=token))
        socket.send_flush()
        while take(socket.recv()) != "Flushed":
            pass


def wait_for_another_server():
    Path(f"{PATH}.waiting").touch()
    while not Path(f"{PATH}.go").exists():
        time.sleep(0.05)


async def restart(client):
    """Speak, wait until the server is another one, and speak again."""
    await stream(client)
    audio.clear()
    await asyncio.to_thread(wait_for_another_server)
    await stream(client)


def main():
    error = None
    try:
        if MODE == "blocking":
            blocking(DeepgramClient(api_key=KEY, environment=ENVIRONMENT))
        else:
            client = AsyncDeepgramClient(api_key=KEY, environment=ENVIRONMENT)
            asyncio.run(globals()[MODE](client))
    except ApiError as refused:
        error = {"status": refused.status_code, "body": refused.body}
    except InvalidStatus as refused:  # which the blocking client lets through
        error = {"status": refused.response.status_code}
    Path(PATH).write_bytes(audio)
    print(json.dumps({"told": told, "error": error}))


main()
