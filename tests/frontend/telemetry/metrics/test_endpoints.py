"""The streams of each endpoint are counted as its own."""

import json
import time
from typing import Any

import httpx
import pytest
import websockets

from frontend.protocol.endpoints import Endpoint
from tests.support.clients import hear, pcm_of, sse_events, stream_tokens
from tests.support.elevenlabs import elevenlabs_socket
from tests.support.scraping import Growth, ended
from tests.support.server import Server
from tests.support.tones import expected_pcm
from tests.support.wyoming import line_to

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"


async def speak_tts(server: Server, client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{server.url}/tts", params={"text": TEXT, "backend": "tone"})
    assert answer.content[44:] == expected_pcm(TEXT)


async def speak_sse(server: Server, client: httpx.AsyncClient) -> None:
    assert pcm_of(await sse_events(client, server.url, text=TEXT, backend="tone"))


async def speak_stream_tokens(server: Server, client: httpx.AsyncClient) -> None:
    heard = await stream_tokens(server.ws_url, {"backend": "tone"}, {"token": TEXT}, {"done": True})
    assert heard.close_code == 1000


async def speak_ws(server: Server, client: httpx.AsyncClient) -> None:
    async with websockets.connect(f"{server.ws_url}/ws?engine=tone") as socket:
        await socket.send(TEXT)
        await socket.send("stop")
        await hear(socket)


async def speak_openai(server: Server, client: httpx.AsyncClient) -> None:
    body = {"model": "tone", "input": TEXT, "voice": "sine"}
    assert (await client.post(f"{server.url}/v1/audio/speech", json=body)).is_success


async def speak_captioned(server: Server, client: httpx.AsyncClient) -> None:
    body = {"model": "tone", "input": TEXT}
    assert (await client.post(f"{server.url}/v1/audio/speech/captioned", json=body)).is_success


async def speak_elevenlabs(server: Server, client: httpx.AsyncClient) -> None:
    body = {"text": TEXT, "model_id": "tone"}
    assert (await client.post(f"{server.url}/v1/text-to-speech/sine", json=body)).is_success


async def speak_elevenlabs_timed(server: Server, client: httpx.AsyncClient) -> None:
    url = f"{server.url}/v1/text-to-speech/sine/with-timestamps"
    assert (await client.post(url, json={"text": TEXT, "model_id": "tone"})).is_success


async def speak_elevenlabs_socket(server: Server, client: httpx.AsyncClient) -> None:
    async with elevenlabs_socket(server, "stream-input", model_id="tone") as socket:
        await socket.say({"text": TEXT}, {"text": ""})
        assert await socket.until_closed() == 1000


async def speak_elevenlabs_contexts(server: Server, client: httpx.AsyncClient) -> None:
    async with elevenlabs_socket(server, "multi-stream-input", model_id="tone") as socket:
        await socket.say({"text": TEXT, "flush": True}, {"close_socket": True})
        assert await socket.until_closed() == 1000


CARTESIA = {
    "model_id": "tone",
    "voice": "sine",
    "transcript": TEXT,
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000},
}


async def speak_cartesia_bytes(server: Server, client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{server.url}/tts/bytes", json=CARTESIA)
    assert answer.content == expected_pcm(TEXT)


async def speak_cartesia_sse(server: Server, client: httpx.AsyncClient) -> None:
    assert (await client.post(f"{server.url}/tts/sse", json=CARTESIA)).is_success


async def speak_cartesia_socket(server: Server, client: httpx.AsyncClient) -> None:
    async with websockets.connect(f"{server.ws_url}/tts/websocket") as socket:
        await socket.send(json.dumps({**CARTESIA, "context_id": "1"}))
        while not json.loads(await socket.recv())["done"]:
            pass


async def speak_deepgram(server: Server, client: httpx.AsyncClient) -> None:
    asked: dict[str, Any] = {"json": {"text": TEXT}, "params": {"model": "sine"}}
    assert (await client.post(f"{server.url}/v1/speak", **asked)).is_success


async def speak_deepgram_flux(server: Server, client: httpx.AsyncClient) -> None:
    async with websockets.connect(f"{server.ws_url}/v2/speak?model=sine") as socket:
        await socket.send(json.dumps({"type": "Speak", "text": TEXT}))
        await socket.send(json.dumps({"type": "Close"}))
        await hear(socket)


async def speak_azure(server: Server, client: httpx.AsyncClient) -> None:
    headers = {
        "Content-Type": "application/ssml+xml",
        "X-Microsoft-OutputFormat": "raw-24khz-16bit-mono-pcm",
    }
    document = f"<speak><voice name='sine'>{TEXT}</voice></speak>"
    url = f"{server.url}/cognitiveservices/v1"
    answer = await client.post(url, content=document, headers=headers)
    assert answer.content == expected_pcm(TEXT)


async def speak_omni(server: Server, client: httpx.AsyncClient) -> None:
    async with websockets.connect(f"{server.ws_url}/v1/audio/speech/stream") as socket:
        for message in (
            {"type": "session.config"},
            {"type": "input.text", "text": TEXT},
            {"type": "input.done"},
            {"type": "session.close"},
        ):
            await socket.send(json.dumps(message))
        await hear(socket)


async def speak_wyoming(server: Server, client: httpx.AsyncClient) -> None:
    with line_to(server.wyoming) as line:
        line.send("synthesize", text=TEXT).until("audio-stop")


SPEAKING = {
    Endpoint.TTS: speak_tts,
    Endpoint.SSE: speak_sse,
    Endpoint.STREAM_TOKENS: speak_stream_tokens,
    Endpoint.WS: speak_ws,
    Endpoint.OPENAI_SPEECH: speak_openai,
    Endpoint.OPENAI_CAPTIONED: speak_captioned,
    Endpoint.ELEVENLABS_SPEECH: speak_elevenlabs,
    Endpoint.ELEVENLABS_TIMED: speak_elevenlabs_timed,
    Endpoint.ELEVENLABS_SOCKET: speak_elevenlabs_socket,
    Endpoint.ELEVENLABS_CONTEXTS: speak_elevenlabs_contexts,
    Endpoint.CARTESIA_BYTES: speak_cartesia_bytes,
    Endpoint.CARTESIA_SSE: speak_cartesia_sse,
    Endpoint.CARTESIA_SOCKET: speak_cartesia_socket,
    Endpoint.DEEPGRAM: speak_deepgram,
    Endpoint.DEEPGRAM_FLUX: speak_deepgram_flux,
    Endpoint.AZURE: speak_azure,
    Endpoint.OMNI_SPEECH: speak_omni,
    Endpoint.WYOMING: speak_wyoming,
}


@pytest.mark.parametrize("endpoint", list(Endpoint))
async def test_a_stream_is_counted_with_its_endpoint(
    server: Server, growth: Growth, client: httpx.AsyncClient, endpoint: Endpoint
) -> None:
    began = time.monotonic()
    await SPEAKING[endpoint](server, client)
    ended(growth, endpoint)
    took_s = time.monotonic() - began
    assert growth.of("utterances_total") == 1
    assert growth.of("utterances_total", door=endpoint, outcome="done") == 1
    assert growth.of("first_audio_seconds_count") == 1
    assert growth.of("first_audio_seconds_count", door=endpoint, backend="tone") == 1
    assert 0 < growth.of("first_audio_seconds_sum", door=endpoint) < took_s
