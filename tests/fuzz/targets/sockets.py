"""Conversations over /stream-tokens and /ws with clients that keep to no protocol.

The routes, the core and its streams are those of the server; the cluster is in memory, and its
clock jumps.
"""

import asyncio
import json
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple, cast

import msgspec
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.types import Message

from backend_queues.base import Capabilities, Option, Voice
from backend_queues.registry import registry
from frontend.server.http.state import AppState, set_state
from frontend.server.routes.realtime import realtime
from frontend.server.routes.tokens.stream_tokens import stream_tokens
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.diction.diction import Diction
from frontend.voices.defaults import Choice
from frontend.voices.resolver import VoiceResolver
from frontend.voices.voice_samples.catalogue import Catalogue
from tasks.messages import Presence
from tests.frontend.streaming.core.conftest import make_core
from tests.fuzz.connection import Connection
from tests.fuzz.mutating import NASTY_NUMBERS, mixed_text, mutated, mutated_value, nasty_text
from tests.fuzz.target import Target
from tests.support.memory_cluster import Fault, MemoryCluster
from tests.support.virtual_time import VirtualTimeLoop

WORDS = ("Hello ", "there. ", "Mr. ", "and so ", "on, ", "Really?\n", "[pause 1]", "**x** ", "stop")
MESSAGES: list[dict[str, Any]] = [
    {"token": "Hello "},
    {"token": "there, you. "},
    {"voice": "square"},
    {"voice": "sine", "opts": {"frequency": 220.0}},
    {"backend": "tone", "language": "en"},
    {"format": "mulaw", "sample_rate": 8000, "events": True},
    {"events": True},
    {"done": True},
    {"resume": "x", "after": 100, "segment": 0, "words": 1},
]
QUERIES = (
    b"",
    b"words=true",
    b"engine=tone&voice=square",
    b"frequency=1",
    b"backend=x&words=maybe",
)
RESTART_AFTER = 200
VOICES = (Voice("sine", "en"), Voice("square", ""))
CAPABILITIES = Capabilities(languages=("en",), options=(Option("frequency", 440.0),))
FAULTS = [*Fault]


class Talk(NamedTuple):
    """One connection after the other; a frame is text, bytes, or a pause in seconds."""

    path: str
    query: bytes
    frames: Sequence[str | bytes | float]
    resumed: Sequence[dict[str, Any] | None]  # changes to what resumes the stream
    faults: dict[tuple[int, int], Fault]
    journal: int  # seed of the changes that Redis sees in its journals; 0: none


class Sockets(Target):
    """Talks; every connection ends, with no error that the server has not expected."""

    name = "sockets"
    share = 8

    def __init__(self) -> None:
        self._loop = VirtualTimeLoop()
        self._fed = 0
        self._server: _Server | None = None

    def make(self, random: Random) -> Talk:
        path = random.choice(("/stream-tokens", "/stream-tokens", "/ws"))
        frame = _token_frame if path == "/stream-tokens" else _text_frame
        wildness = random.choice((0.0, 0.1, 0.5))
        frames: list[str | bytes | float] = []
        if random.random() < 0.7:
            frames.append('{"events": true}')
        for _ in range(random.randrange(1, 8)):
            frames.append(frame(random, wildness))
            if random.random() < 0.3:
                frames.append(random.choice((0.0, 0.05, 0.5, 2.0, 30.0)))
        if random.random() < 0.5:
            frames.append('{"done": true}' if path == "/stream-tokens" else "stop")
        if random.random() < 0.5:
            frames.append(random.choice((0.5, 2.0)))
        connections = random.choice((0, 1, 2)) if path == "/stream-tokens" else 0
        resumed = [_resume(random) for _ in range(connections)]
        faults = {(random.randrange(2), 1): random.choice(FAULTS)} if random.random() < 0.2 else {}
        journal = random.randrange(1, 10**6) if random.random() < 0.1 else 0
        return Talk(path, random.choice(QUERIES), frames, resumed, faults, journal)

    def feed(self, given: Talk) -> None:
        self._loop.run_until_complete(self._feed(given))

    async def _feed(self, given: Talk) -> None:
        self._fed += 1
        if self._server is None or self._fed % RESTART_AFTER == 0:
            await self._close()
            self._server = _Server()
        await self._server.talk(given)

    async def _close(self) -> None:
        if self._server:
            await self._server.close()
            self._server = None

    def close(self) -> None:
        self._loop.run_until_complete(self._close())
        self._loop.close()


class _Cluster(MemoryCluster):
    def _presence(self, worker: Any, backend: str) -> Presence:
        presence = super()._presence(worker, backend)
        return msgspec.structs.replace(presence, voices=VOICES, capabilities=CAPABILITIES)

    async def present(self, backend: str) -> Presence:
        workers = self.workers(backend)
        if not workers:
            raise self.absence(backend)
        return workers[0]


class _Defaults:
    async def read_for(self, asked: object) -> Choice:
        return Choice("tone")

    async def read(self) -> Choice:
        return Choice("tone")


class _Library:
    def catalogue_for(self, client: object) -> Catalogue:
        return Catalogue()


class _Server:
    def __init__(self) -> None:
        self._cluster = _Cluster(workers=2)
        self._background = Background()
        settings = Settings(worker_wait_s=5.0)
        self._core = make_core(self._cluster, settings, self._background, "f")
        self._app = Starlette(
            routes=[
                WebSocketRoute("/stream-tokens", stream_tokens),
                WebSocketRoute("/ws", realtime),
            ]
        )
        voices = VoiceResolver(
            cast(Any, _Defaults()),
            cast(Any, self._cluster),
            cast(Any, _Library()),
            registry(),
            Diction().prepare,
        )
        parts: dict[str, Any] = dict.fromkeys(AppState.__dataclass_fields__)
        parts.pop("uploads")
        parts |= {
            "frontend": "f",
            "settings": settings,
            "registry": registry(),
            "defaults": _Defaults(),
            "voices": voices,
            "speech_service": self._core.service,
        }
        set_state(self._app, AppState(**parts))

    async def talk(self, talk: Talk) -> None:
        tasks = asyncio.all_tasks()
        self._cluster.faults = talk.faults
        while len(self._cluster.workers("tone")) < 2:
            self._cluster.start_worker()
        heard = await Connection(self._app, talk.path, talk.query).hold(talk.frames, leaves=True)
        for changes in talk.resumed:
            if talk.journal:
                self._damage(Random(talk.journal))
            frames = _resuming(heard, changes)
            heard = await Connection(self._app, talk.path, b"").hold(frames, leaves=False) or heard
        await self._background.finish(limit_s=60)
        await asyncio.sleep(120)  # what is done later is done
        left = {task for task in asyncio.all_tasks() - tasks if not self._is_worker(task)}
        assert not left, left
        await self._core.crashes.settle()
        self._forget()

    def _is_worker(self, task: asyncio.Task[Any]) -> bool:
        return "Worker._run" in repr(task.get_coro())

    def _damage(self, random: Random) -> None:
        """Let another version have written the journals."""
        for name, text in self._cluster.texts.items():
            self._cluster.texts[name] = mutated(random, text)

    def _forget(self) -> None:
        cluster = self._cluster
        for kept in (cluster.log, cluster.records, cluster.texts, cluster.crashes):
            kept.clear()
        for noted in (cluster.sent, cluster.sent_at, cluster.closed, cluster.kept_alive):
            noted.clear()
        for names in (cluster.cancelled, cluster._begun, cluster.dead, cluster._attempts):
            names.clear()

    async def close(self) -> None:
        await self._background.finish(limit_s=60)
        await self._cluster.close()


def _resuming(heard: Sequence[Message], changes: dict[str, Any] | None) -> list[str | float]:
    """Return what resumes the stream of which that was heard."""
    texts = [json.loads(message["text"]) for message in heard if message.get("text")]
    token = next((text["resume"] for text in texts if text.get("resume")), "none")
    samples = sum(len(message["bytes"]) for message in heard if message.get("bytes")) // 2
    resume = {"resume": token, "after": samples, **(changes or {})}
    return [json.dumps(resume), 1.0, '{"token": "More of it. "}', '{"done": true}']


def _resume(random: Random) -> dict[str, Any] | None:
    if random.random() < 0.4:
        return None
    field = random.choice(("after", "segment", "words"))
    return {field: abs(int(random.choice(NASTY_NUMBERS)))}


def _token_frame(random: Random, wildness: float) -> str | bytes:
    if random.random() >= wildness:
        return json.dumps({"token": mixed_text(random, WORDS, 8)})
    kind = random.random()
    if kind < 0.7:
        return json.dumps(mutated_value(random, random.choice(MESSAGES), 0.3))
    if kind < 0.95:
        text = json.dumps(random.choice(MESSAGES)).encode()
        return mutated(random, text).decode(errors="replace")
    return random.choice((b"\xff", b"", "", "null", "[" * 5_000))


def _text_frame(random: Random, wildness: float) -> str | bytes:
    if random.random() >= wildness:
        return mixed_text(random, WORDS, 8)
    return random.choice((b"\xff", b"", nasty_text(random)))
