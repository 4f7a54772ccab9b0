"""Listeners at every endpoint, who hear known texts again and again while things go wrong."""

import asyncio
import base64
import json
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from urllib.parse import urlencode

import httpx
import websockets

from tasks.process.cancellation import cancel_and_wait, race
from tests.chaos.thousand.cluster import BACKEND, ChaosCluster
from tests.chaos.thousand.counts import Counts
from tests.chaos.thousand.hearing import Hearing, pcm_of_text
from tests.support.clients import read_events

PART_S = 0.02  # that a character takes; it sounds for 0.06 s
SPEEDS = (1.0, 2.0)
SENTENCES = (
    "This is a sentence of a text that goes on.",
    "Here comes another one, somewhat longer than the one before!",
    "And is this the last of them?",
    "Nobody knows how many there will be in the end.",
    "It is short.",
)
PATIENCE_S = 150.0  # a longer stream is slow, or has no end; undisturbed it takes some 10 s
AGAIN_S = 0.2
THINKING_S = 1.5
BROKEN = (httpx.TransportError, websockets.WebSocketException, OSError, EOFError)


class Vanished(Exception):
    """The listener has left in the middle, as it was told to."""


class Refused(Exception):
    """The server did not begin; the code says why."""


class Listener:
    """One who listens at one endpoint, and who can be told to be slow, or to leave."""

    def __init__(self, cluster: ChaosCluster, counts: Counts, rng: random.Random) -> None:
        self._cluster = cluster
        self._counts = counts
        self._rng = rng
        self._text = ""
        self._speed = 1.0
        self._pausing_s = 0.0
        self._vanishing = False
        self.hearing: Hearing | None = None  # while there is a stream
        self.began = asyncio.Event()  # once there was audio

    def be_slow(self, seconds: float) -> None:
        self._pausing_s = seconds

    def vanish(self) -> None:
        self._vanishing = True

    async def listen(self, endpoint: str, over: asyncio.Event) -> None:
        """Hear one text after the other until it is over."""
        while not over.is_set():
            await self.hear(endpoint, over)
            await asyncio.sleep(self._rng.uniform(0, THINKING_S))

    async def hear(self, endpoint: str, over: asyncio.Event | None = None) -> None:
        """Hear one text, and note what became of it; faults go on until it is `over`."""
        ways: dict[str, Callable[[], Awaitable[str]]] = {
            "/sse": self._sse,
            "/tts": self._tts,
            "/stream-tokens": self._stream_tokens,
            "/ws": self._ws,
        }
        self._text = self._new_text()
        self._speed = self._rng.choice(SPEEDS)
        self._pausing_s, self._vanishing = 0.0, False
        hearing = self.hearing = Hearing(pcm_of_text(self._text, self._speed), time.monotonic())
        try:
            end = await self._heard_out(ways[endpoint](), over)
        except Vanished:
            end = "vanished"
        except Refused as refused:
            self._counts.refusals[str(refused)] += 1
            return await asyncio.sleep(AGAIN_S)
        except TimeoutError:
            self._counts.endless += 1
            end = "no end"
            self._counts.complain(f"{endpoint}: no end after {hearing.samples} samples")
        finally:
            self.hearing = None
        self._counts.ended(endpoint, end, hearing, whole=end == "done")
        self._judge(endpoint, end, hearing)
        return None

    async def _heard_out(self, hearing: Awaitable[str], over: asyncio.Event | None) -> str:
        """Return the end of a stream.

        One may be slow while things go wrong, most of all where other programs take the processors.
        Once nothing goes wrong any more, it has to end. Raises TimeoutError if it does not.
        """
        task = asyncio.ensure_future(hearing)
        try:
            done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
            if not done and over:
                self._counts.slow += 1
                await race(asyncio.wait({task}), over.wait())
            return await asyncio.wait_for(task, PATIENCE_S if over else 0)
        finally:
            await cancel_and_wait(task)

    def _judge(self, endpoint: str, end: str, hearing: Hearing) -> None:
        """Complain of an end that nothing that was done explains."""
        if end == "broken off" and not self._since(self._cluster.frontend_killed_at, hearing):
            if endpoint == "/tts":  # which can tell of a failure in no other way
                self._counts.cut_bodies += 1
            else:
                self._counts.complain(f"{endpoint}: broken off, but its frontend lived")
        if end == "unknown_utterance" and not self._since(
            self._cluster.redis_lost_data_at, hearing
        ):
            self._counts.complain(f"{endpoint}: unknown, but Redis has lost nothing")

    def _since(self, times: list[float], hearing: Hearing) -> bool:
        return any(at >= hearing.began_at - 1 for at in times)

    def _new_text(self) -> str:
        count = self._rng.randint(3, 8)
        return " ".join(self._rng.choice(SENTENCES) for _ in range(count))

    def _url(self) -> str:
        return self._rng.choice(self._cluster.frontends).url

    def _body(self) -> dict[str, object]:
        options = {"part_s": PART_S, "speed": self._speed}
        return {"text": self._text, "backend": BACKEND, "options": options}

    async def _take(self, pcm: bytes, hearing: Hearing | None = None) -> None:
        """Hear some audio, and do what was asked for."""
        hearing = hearing or self.hearing
        assert hearing
        hearing.take(pcm, time.monotonic())
        self.began.set()
        if self._vanishing:
            raise Vanished
        if self._pausing_s:
            pausing_s, self._pausing_s = self._pausing_s, 0.0
            await asyncio.sleep(pausing_s)
            hearing.stand_still(pausing_s)

    async def _sse(self) -> str:
        """Hear a text out, at whichever frontend is there."""
        last_id = ""
        while True:
            try:
                async with aclosing(self._connected(last_id)) as ids:
                    async for id, end in ids:
                        if end:
                            return end
                        last_id = id or last_id
            except BROKEN:
                pass
            if not last_id:
                raise Refused("connection")
            self._counts.resumed += 1
            await asyncio.sleep(AGAIN_S)

    async def _connected(self, last_id: str) -> AsyncGenerator[tuple[str, str]]:
        """Yield the position after each event of one connection, and the stream's end."""
        headers = {"Last-Event-ID": last_id} if last_id else {}
        timeout = httpx.Timeout(None, connect=2)
        async with (
            httpx.AsyncClient(timeout=timeout, trust_env=False) as client,
            client.stream(
                "POST", f"{self._url()}/sse", json=self._body(), headers=headers
            ) as answer,
        ):
            if answer.status_code != 200:
                code = _code(await answer.aread())
                if not last_id:
                    raise Refused(code)
                if answer.status_code == 404:
                    yield "", code
                return
            async with aclosing(read_events(answer)) as events:
                async for event in events:
                    if event.event == "audio":
                        await self._take(base64.b64decode(event.data["pcm"]))
                    if event.event == "error":
                        if event.data["retryable"] and event.id:
                            return
                        yield "", event.data["code"]
                    yield event.id, "done" if event.event == "done" else ""

    async def _tts(self) -> str:
        timeout = httpx.Timeout(None, connect=2)
        body = {**self._body(), "format": "pcm"}
        rest = b""
        try:
            async with (
                httpx.AsyncClient(timeout=timeout, trust_env=False) as client,
                client.stream("POST", f"{self._url()}/tts", json=body) as answer,
            ):
                if answer.status_code != 200:
                    raise Refused(_code(await answer.aread()))
                async for part in answer.aiter_bytes():
                    whole = len(rest + part) // 2 * 2
                    pcm, rest = (rest + part)[:whole], (rest + part)[whole:]
                    await self._take(pcm)
        except BROKEN:
            return self._broken()
        return "done"

    async def _stream_tokens(self) -> str:
        options = {"part_s": PART_S, "speed": self._speed}
        try:
            async with _socket(f"{self._url()}/stream-tokens") as socket:
                first = {"backend": BACKEND, "opts": options, "events": True}
                # Where tokens are cut would depend on how busy the server is, so they come at once.
                await socket.send(json.dumps({**first, "token": self._text, "done": True}))
                return await self._read_tokens(socket)
        except BROKEN:
            return self._broken()

    async def _read_tokens(self, socket: websockets.ClientConnection) -> str:
        async for message in socket:
            if isinstance(message, bytes):
                await self._take(message)
                continue
            said = json.loads(message)
            if said["type"] == "error":
                return self._failed(said["code"])
            if said["type"] == "done":
                return "done"
        return self._broken()

    async def _ws(self) -> str:
        query = {"backend": BACKEND, "part_s": PART_S, "speed": self._speed}
        try:
            async with _socket(f"{self._url()}/ws?{urlencode(query)}") as socket:
                await socket.send(self._text)
                return await self._read_ws(socket)
        except BROKEN:
            return self._broken()

    async def _read_ws(self, socket: websockets.ClientConnection) -> str:
        end = "done"
        async for message in socket:
            said = json.loads(message)
            if "audioOutput" in said:
                pcm = base64.b64decode(said["audioOutput"]["audio"])
                await self._take(pcm[44:] if said["audioOutput"].get("isHeader") else pcm)
            elif "error" in said:
                end = self._failed(_code_of(said["error"]["message"]))
            elif "finalOutput" in said:
                return end
        return self._broken()

    def _failed(self, reason: str) -> str:
        """Return the end of a stream that was told that it has failed."""
        assert self.hearing
        if not self.hearing.samples:
            raise Refused(reason)
        return reason

    def _broken(self) -> str:
        assert self.hearing
        if not self.hearing.samples:
            raise Refused("connection")
        return "broken off"


def _socket(url: str) -> websockets.connect:
    return websockets.connect(
        url.replace("http", "ws", 1),
        proxy=None,
        compression=None,
        ping_timeout=None,
        open_timeout=5,
        close_timeout=1,
    )


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return "no answer of ours"


def _code_of(message: str) -> str:
    """Return the code of an error of /ws, which has a sentence and no code."""
    signs = {
        "could not be spoken": "segment_failed",
        "Redis": "redis_unavailable",
        "broker": "redis_unavailable",
        "No worker": "no_worker",
        "shut": "shutting_down",
    }
    return next((code for sign, code in signs.items() if sign in message), message)
