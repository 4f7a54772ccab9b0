"""The server-wide defaults: the same on every frontend, and never what breaks a request."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import websockets

from backend_queues.base import Capabilities, Voice, VoiceSample
from backend_queues.errors import UnknownVoice
from backend_queues.registry import BackendEntry, BackendSpec
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import Choice
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from tasks.messages import Presence
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.clients import hear, pcm_of, read_events
from tests.support.processes import wait_until
from tests.support.recordings import write_tone
from tests.support.server import BACKENDS_FILE, Server, free_port, running_redis, running_server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"

SPEC = BackendSpec("engine", BackendEntry("module:Class", default_voice="anna"))
WORKER = Presence(
    worker="engine-1",
    backend="engine",
    host="h",
    pid=1,
    sample_rate_hz=24_000,
    voices=(Voice("anna", "en-US"), Voice("max", "de-DE")),
    capabilities=Capabilities(languages=("en-US", "de-DE"), cloning=True, mixes=True),
    busy=False,
    segment_s=0.0,
    real_time_factor=0.0,
)
SAMPLES = Catalogue([VoiceSampleEntry("o.wav", "obama", 1.0, VoiceSample("obama", "d", 5.0, ""))])
SILENT = Catalogue([VoiceSampleEntry("o.wav", "obama", 1.0, problem="o.wav is silent.")])


@pytest.mark.parametrize(
    ("default", "asked", "language", "samples", "spoken"),
    [
        ("max", "", "", SAMPLES, "max"),
        ("max", "anna", "", SAMPLES, "anna"),
        ("max", "", "de", SAMPLES, "max"),
        ("max", "", "en", SAMPLES, "anna"),  # it cannot be had in that language
        ("max:0.5,anna:0.5", "", "", SAMPLES, "max:0.5,anna:0.5"),
        ("obama", "", "", SAMPLES, "obama"),
        ("obama", "", "", SILENT, "anna"),
        ("obama", "", "", Catalogue(), "anna"),
        ("gone", "", "", SAMPLES, "anna"),
        ("", "", "", SAMPLES, "anna"),
    ],
)
def test_a_default_voice_speaks_if_none_is_named_and_it_can(
    default: str, asked: str, language: str, samples: Catalogue, spoken: str
) -> None:
    choice = Choice("other", {"engine": default, "other": "max"})
    request = VoiceSettingsRequest(voice=asked, language=language)
    assert choice.voice_settings(request, SPEC, WORKER, samples).voice == spoken


def test_a_voice_that_was_asked_for_is_not_replaced() -> None:
    with pytest.raises(UnknownVoice, match="'nobody'"):
        Choice("engine", {"engine": "max"}).voice_settings(
            VoiceSettingsRequest(voice="nobody"), SPEC, WORKER, SAMPLES
        )


def test_a_backend_without_voices_has_no_default_voice() -> None:
    voiceless = msgspec.structs.replace(WORKER, voices=())
    spec = BackendSpec("engine", BackendEntry("module:Class"))
    assert Choice("engine").voice(spec, voiceless, Catalogue()) == ""
    assert Choice("engine").voice(spec, voiceless, SAMPLES) == "obama"


@dataclass
class Frontends:
    """Two frontends on one Redis; the first has workers, and a folder of voice samples."""

    one: Server
    two: Server
    folder: Path

    def __iter__(self) -> Iterator[Server]:
        return iter((self.one, self.two))


@contextmanager
def another_frontend(redis_url: str, samples: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "frontend.cli", "serve", "--port", str(port)]
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "REDIS_URL": redis_url,
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
        "VOICE_SERVER_DEFAULT_BACKEND": "tone",
        "VOICE_SERVER_VOICE_SAMPLES": str(samples),
    }
    process = subprocess.Popen(command, env=environ)
    server = Server(f"http://localhost:{port}", redis_url, process)
    try:
        wait_until(lambda: answers(server), 60)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def answers(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/ready").is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def running() -> Iterator[Frontends]:
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-", dir="/tmp")))
        url, _ = stack.enter_context(running_redis(root))
        folder = root / "samples"
        folder.mkdir()
        settings: dict[str, Any] = {"voice_samples": folder, "cache": root / "cache"}
        backends = "tone", "faulty", "cloning"
        one = stack.enter_context(
            running_server(*backends, redis_url=url, registry=BACKENDS_FILE, **settings)
        )
        two = stack.enter_context(another_frontend(url, root / "none"))
        yield Frontends(one, two, folder)


@pytest.fixture
def frontends(running: Frontends) -> Iterator[Frontends]:
    """Nobody has set a default."""
    yield running
    running.one.forget_defaults()


def get(server: Server, path: str, **query: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", params=query, timeout=30)


def put(server: Server, path: str, **query: str) -> None:
    answer = get(server, path, **query)
    assert answer.status_code == 200, answer.text


def spoken(server: Server, **query: str) -> bytes:
    answer = get(server, "/tts", text=TEXT, **query)
    assert answer.status_code == 200, answer.text
    return answer.content[44:]


def default_of(server: Server) -> str:
    default: str = get(server, "/v1/backends").json()["default"]
    return default


def described(server: Server, name: str) -> dict[str, Any]:
    backends: list[dict[str, Any]] = get(server, "/v1/backends").json()["backends"]
    [backend] = [backend for backend in backends if backend["name"] == name]
    return backend


def test_what_is_set_on_one_frontend_holds_on_all_at_once(frontends: Frontends) -> None:
    one, two = frontends
    for setter, reader in ((one, two), (two, one)):
        for backend in ("faulty", "tone"):
            put(setter, "/set_engine", engine_name=backend)
            assert default_of(reader) == backend
            for voice in ("square", "sine"):
                put(setter, "/setvoice", voice_name=voice)
                assert spoken(reader) == expected_pcm(TEXT, voice=voice)
                assert described(reader, backend)["default_voice"] == voice


def test_what_is_set_lasts(frontends: Frontends) -> None:
    put(frontends.one, "/set_engine", engine_name="faulty")
    put(frontends.two, "/setvoice", voice_name="square")
    with frontends.one.redis() as redis:
        assert redis.hgetall("vs:default") == {b"backend": b"faulty", b"voice:faulty": b"square"}
        assert redis.ttl("vs:default") == -1


async def test_a_change_does_not_disturb_a_running_stream(frontends: Frontends) -> None:
    """The second and third segment are enqueued after the change."""
    put(frontends.one, "/set_engine", engine_name="faulty")
    body = {"text": TEXT * 2, "options": {"part_s": 0.01, "speed": 4.0}}
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{frontends.one.url}/sse", json=body) as answer,
    ):
        events = read_events(answer)
        heard = [await anext(events)]
        assert heard[0].event == "start"
        for path in ("/setvoice?voice_name=square", "/set_engine?engine_name=tone"):
            assert (await client.post(f"{frontends.two.url}{path}")).status_code == 200
        heard += [event async for event in events]
    assert heard[-1].event == "done"
    assert heard[0].data["backend"] == "faulty"
    assert pcm_of(heard) == expected_pcm(TEXT * 2, speed=4.0)
    assert default_of(frontends.one) == "tone"
    assert spoken(frontends.one, backend="faulty") == expected_pcm(TEXT, voice="square")


def until_anna_is_there(server: Server, there: bool = True) -> None:
    wait_until(lambda: ("anna" in get(server, "/voices").json()) is there, 30)


def test_a_cloned_voice_that_is_deleted_leaves_it_to_the_backends_own(
    frontends: Frontends,
) -> None:
    put(frontends.one, "/set_engine", engine_name="cloning")
    write_tone(frontends.folder / "anna.wav", 330)
    for server in frontends:
        until_anna_is_there(server)
    put(frontends.two, "/setvoice", voice_name="anna")
    for server in frontends:
        assert described(server, "cloning")["default_voice"] == "anna"
        assert spoken(server) != expected_pcm(TEXT)
    assert httpx.delete(f"{frontends.one.url}/v1/audio/voices/anna").status_code == 204
    for server in frontends:
        until_anna_is_there(server, there=False)
        assert described(server, "cloning")["default_voice"] == "sine"
        assert spoken(server) == expected_pcm(TEXT)


def test_a_backend_without_a_worker_stays_the_default_and_says_so(frontends: Frontends) -> None:
    frontends.one.set_defaults(backend="absent")  # it had one when it was set
    for server in frontends:
        answer = get(server, "/tts", text=TEXT)
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "no_worker")
        assert "voice-server worker absent" in answer.json()["error"]["message"]
        assert default_of(server) == "absent"
        assert spoken(server, backend="tone") == expected_pcm(TEXT)
    put(frontends.two, "/set_engine", engine_name="tone")
    assert spoken(frontends.one) == expected_pcm(TEXT)


@pytest.mark.parametrize("garbage", [b"unregistered", b"", b"\xff\xfe"])
def test_a_backend_that_is_not_registered_gives_way_to_the_registrys_default(
    frontends: Frontends, garbage: bytes
) -> None:
    frontends.one.set_defaults(backend=garbage, **{"voice:tone": garbage})
    for server in frontends:
        assert default_of(server) == "tone"
        assert spoken(server) == expected_pcm(TEXT)


async def test_a_change_does_not_reach_into_a_stream_of_tokens(frontends: Frontends) -> None:
    """Not even when its client changes something else, which has its style checked anew."""
    lines = ["One line of some length.\n", "Another line of some length.\n"]
    async with websockets.connect(f"{frontends.one.ws_url}/stream-tokens") as socket:
        await socket.send(json.dumps({"token": lines[0]}))
        assert json.loads(await socket.recv())["type"] == "generating"
        async with httpx.AsyncClient() as client:
            url = f"{frontends.two.url}/setvoice?voice_name=square"
            assert (await client.post(url)).status_code == 200
        await socket.send(json.dumps({"opts": {"speed": 1.0}, "token": lines[1], "done": True}))
        heard = await hear(socket)
    assert heard.pcm == expected_pcm("".join(lines))
