"""Clients of every endpoint, as many as it takes to keep a few workers busy; some just vanish."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import httpx
import websockets

from tests.support.clients import pcm_of, sse_events, stream_tokens
from tests.support.job_client import JobClient
from tests.support.recordings import write_tone
from tests.support.server import Server
from tests.support.tones import expected_pcm

CLIENTS = 6
PATIENCE_S = 120.0
PAUSE_S = 0.2
SENTENCES = (
    "This is the first sentence of a text that is read aloud.",
    "Here comes another one, with a clause, and a second clause!",
    "Is this the last? No, it is not; there is more of it to come.",
    "[pause 0.3] A short one.",
)
FORMATS = ("wav", "mp3", "opus", "flac", "pcm", "mulaw")
MOST_FAULTS = 20  # that are told


class Load:
    """Sends requests until it is told to stop; `served` and `faults` say what came of them."""

    def __init__(self, server: Server, seed: int, folder: Path) -> None:
        self._server = server
        self._random = Random(seed)
        self._recording = folder / "voice.wav"
        write_tone(self._recording, seconds=4.0)
        self._number = 0
        self.served: Counter[str] = Counter()
        self.faults: list[str] = []
        self._kinds: dict[str, Callable[[httpx.AsyncClient], Awaitable[None]]] = {
            "tts": self._tts,
            "sse": self._sse,
            "speech": self._speech,
            "captioned": self._captioned,
            "tokens": self._tokens,
            "ws": self._ws,
            "job": self._job,
            "voice": self._voice,
            "vanishing": self._vanish,
            "vanishing socket": self._vanish_socket,
            "wrong": self._wrong,
            "looks": self._look,
        }

    async def round(self) -> None:
        """Ask for everything once."""
        async with self._client() as client:
            for kind in self._kinds:
                await self._one(kind, client)

    async def run(self, until: float) -> None:
        """Let all clients ask for anything until then, by the monotonic clock."""
        async with self._client() as client:
            await asyncio.gather(*(self._come(client, until) for _ in range(CLIENTS)))

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self._server.url, timeout=PATIENCE_S)

    async def _come(self, client: httpx.AsyncClient, until: float) -> None:
        while time.monotonic() < until:
            await self._one(self._random.choice(list(self._kinds)), client)
            await asyncio.sleep(self._random.random() * PAUSE_S)

    async def _one(self, kind: str, client: httpx.AsyncClient) -> None:
        try:
            await self._kinds[kind](client)
        except Exception as error:  # noqa: BLE001 - all are told at the end
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(f"{kind}: {error!r}")
        else:
            self.served[kind] += 1

    def _text(self) -> str:
        """Return a text that was not asked for before."""
        self._number += 1
        sentences = self._random.choices(SENTENCES, k=self._random.randrange(1, 5))
        return " ".join([f"Text number {self._number}.", *sentences])

    async def _tts(self, client: httpx.AsyncClient) -> None:
        asked = {"text": self._text(), "format": self._random.choice(FORMATS)}
        answer = await client.post("/tts", json=asked)
        assert len(answer.raise_for_status().content) > 1_000

    async def _sse(self, client: httpx.AsyncClient) -> None:
        text = self._text()
        events = await sse_events(client, self._server.url, text=text)
        assert events[-1].event == "done", events[-1]
        assert pcm_of(events) == expected_pcm(text), "the audio is another"

    async def _speech(self, client: httpx.AsyncClient) -> None:
        asked = {"model": "tone", "voice": "sine", "input": self._text()}
        answer = await client.post("/v1/audio/speech", json=asked)
        assert answer.raise_for_status().content

    async def _captioned(self, client: httpx.AsyncClient) -> None:
        asked = {"model": "tone", "voice": "sine", "input": self._text()}
        answer = await client.post("/v1/audio/speech/captioned", json=asked)
        assert answer.raise_for_status().content

    async def _tokens(self, client: httpx.AsyncClient) -> None:
        words = [{"token": f"{word} "} for word in self._text().split()]
        heard = await stream_tokens(self._server.ws_url, {"events": True}, *words, {"done": True})
        assert heard.close_code == 1000 and heard.pcm, heard.messages[-1:]

    async def _ws(self, client: httpx.AsyncClient) -> None:
        async with websockets.connect(f"{self._server.ws_url}/ws?words=true") as socket:
            await socket.send(self._text())
            await socket.send("stop")
            messages = [json.loads(message) async for message in socket]
        assert "finalOutput" in messages[-1] and len(messages) > 1, messages[-1]

    async def _job(self, client: httpx.AsyncClient) -> None:
        jobs = JobClient(self._server, client)
        items = [{"id": str(number), "text": self._text()} for number in range(3)]
        job = (await jobs.submit(items, output={"format": "mp3", "captions": ["srt"]}))["id"]
        ended = await jobs.until_ended(job)
        assert ended["state"] == "done" and await jobs.files(job), ended
        await jobs.delete(job)

    async def _voice(self, client: httpx.AsyncClient) -> None:
        self._number += 1
        name = f"voice{self._number}"
        files = {"audio_sample": ("a.wav", self._recording.read_bytes())}
        answer = await client.post("/v1/audio/voices", data={"name": name}, files=files)
        assert answer.status_code == 201, answer.text
        (await client.delete(f"/v1/audio/voices/{name}")).raise_for_status()

    async def _vanish(self, client: httpx.AsyncClient) -> None:
        path, text = self._random.choice(("/tts", "/sse")), self._text() * 5
        async with client.stream("POST", path, json={"text": text}) as answer:
            async for _ in answer.aiter_bytes():
                return

    async def _vanish_socket(self, client: httpx.AsyncClient) -> None:
        socket = await websockets.connect(f"{self._server.ws_url}/stream-tokens")
        await socket.send(json.dumps({"events": True, "token": self._text()}))
        await socket.recv()
        socket.transport.abort()

    async def _wrong(self, client: httpx.AsyncClient) -> None:
        answers = [
            await client.post("/tts", json={"text": 1}),
            await client.post("/tts", json={"text": "Hello.", "voice": "nobody"}),
            await client.post("/v1/jobs", files={"file": ("a.epub", b"PK no book")}),
            await client.get("/v1/jobs/none"),
        ]
        assert all(400 <= answer.status_code < 500 for answer in answers), answers

    async def _look(self, client: httpx.AsyncClient) -> None:
        for path in ("/", "/metrics", "/v1/status", "/v1/backends", "/v1/jobs", "/openapi.json"):
            (await client.get(path)).raise_for_status()
