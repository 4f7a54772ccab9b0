"""Frontends are killed under streams of tokens, and the clients hear every sample once."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import websockets

from frontend.client import speech
from frontend.protocol.events import Done, SegmentBegan
from frontend.protocol.voice_settings import VoiceSettingsRequest
from tests.support.clients import Heard, hear
from tests.support.programs import Cluster, Frontend, running_cluster
from tests.support.tones import expected_pcm, segments_of

pytestmark = pytest.mark.chaos

LONG = " ".join(f"This is sentence number {n} of a text that goes on." for n in range(6))
SLOWLY = {"part_s": 0.02, "speed": 4.0}  # about 0.7 s a sentence
SPEED = 4.0
SOON_S = 0.3  # less than a stream takes
TOKENS = [{"token": LONG[start : start + 5]} for start in range(0, len(LONG), 5)]
MESSAGES: list[dict[str, Any]] = [{"opts": SLOWLY, "events": True}, *TOKENS, {"done": True}]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


def address(frontend: Frontend) -> str:
    return f"{frontend.url.replace('http', 'ws')}/stream-tokens"


async def heard_until_killed(frontend: Frontend, messages: int, audio_bytes: int) -> Heard:
    """Write so many messages, and kill the frontend once there is so much audio."""
    heard = Heard()
    async with websockets.connect(address(frontend), compression=None) as socket:
        for written in MESSAGES[:messages]:
            await socket.send(json.dumps(written))
        while len(heard.pcm) < audio_bytes:
            message = await socket.recv()
            if isinstance(message, bytes):
                heard.pcm += message
            else:
                heard.messages.append(json.loads(message))
        frontend.tell(signal.SIGKILL)
        rest = await hear(socket)  # what was on its way
    frontend.wait()
    return Heard(heard.pcm + rest.pcm, heard.messages + rest.messages)


@pytest.mark.parametrize(
    ("messages", "audio_bytes"),
    [
        pytest.param(len(MESSAGES), 1, id="at its first audio"),
        pytest.param(len(MESSAGES), 120_000, id="its text is complete"),
        pytest.param(len(MESSAGES) // 2, 60_000, id="its text is written on meanwhile"),
    ],
)
async def test_a_stream_of_tokens_goes_on_at_another_frontend(
    cluster: Cluster, messages: int, audio_bytes: int
) -> None:
    cluster.revive(SOON_S)
    gone, other = cluster.frontends
    first = await heard_until_killed(gone, messages, audio_bytes)
    [start] = [message for message in first.messages if message["type"] == "start"]
    async with websockets.connect(address(other), compression=None) as socket:
        resume = {"resume": start["resume"], "after": len(first.pcm) // 2}
        await socket.send(json.dumps(resume))
        kept = json.loads(await socket.recv())["messages"]
        for message in MESSAGES[kept:]:
            await socket.send(json.dumps(message))
        rest = await hear(socket)
    assert rest.close_code == 1000
    assert first.pcm + rest.pcm == expected_pcm(LONG, speed=SPEED)


async def written_slowly() -> AsyncIterator[str]:
    for message in TOKENS:
        yield message["token"]
        await asyncio.sleep(0.01)


async def test_our_client_goes_on_by_itself(cluster: Cluster) -> None:
    """Its frontend is killed twice, and started again."""
    cluster.revive(SOON_S)
    frontend = cluster.frontends[0]
    pcm, kills, segments, last = b"", [20_000, 150_000], [], None
    voice_settings = VoiceSettingsRequest(options=SLOWLY)
    async for event in speech(written_slowly(), url=frontend.url, voice_settings=voice_settings):
        last = event
        if isinstance(event, SegmentBegan):
            segments.append(event.text)
        pcm += event if isinstance(event, bytes) else b""
        if kills and len(pcm) > kills[0]:
            kills.pop(0)
            frontend.tell(signal.SIGKILL)
            frontend.wait()
            frontend.start()
    assert not kills
    assert isinstance(last, Done)
    assert pcm == expected_pcm(LONG, speed=SPEED)
    assert segments == [segment.text for segment in segments_of(LONG)]
