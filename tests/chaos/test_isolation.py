"""A backend that breaks, however it does, takes down its own worker only, and says so."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from tasks.keys import crashes_key
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.clients import ServerEvent, pcm_of, sse_events
from tests.support.faulty_backend import FLOOD_LINE, FLOOD_LINES
from tests.support.processes import wait_until
from tests.support.server import BROKEN_BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
TIMEOUT_S = 90
LIMITS: dict[str, Any] = {"stall_limit_s": 4, "silence_limit_s": 2, "load_limit_s": 4}

# What /v1/backends says of the worker's end, and of what it wrote.
ENDS = {
    "exit": r"exit-1 on \S+ ended with code 3 and ",
    "segfault": r"was ended by SIGSEGV .* Segmentation fault in string_at \(ctypes/__init__.py:\d+",
    "out-of-memory": r"ended with code 1 .* out-of-memory has run out of memory",
    "killed": r"was ended by SIGKILL \(the system does so when memory runs out\)",
    "hang": r"ended with code 1 .* The backend hangs at a segment",
    "hang-with-gil": r"ended with code 1 .* Timeout .* in _hang_with_gil \(.*faulty_backend.py",
}
LOAD_ENDS = {
    "load-exit": r"load-exit-1 on \S+ ended with code 3 and ",
    "load-segfault": r"was ended by SIGSEGV .* Segmentation fault in string_at",
    "load-out-of-memory": r"ended with code 1 .* Its last words: MemoryError$",
    "load-hang-with-gil": r"ended with code 1 .* Timeout .* in _hang_with_gil",
}


class Outcome:
    """What came of speaking to every broken backend at once, while the tone spoke to others."""

    def __init__(self) -> None:
        self.tones: list[list[ServerEvent]] = []
        self.heard: dict[str, list[ServerEvent]] = {}
        self.pids: dict[str, tuple[int, int]] = {}  # of the worker, before and after
        self.problems: dict[str, str] = {}  # as seen while the faults happened


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server(
        "tone", *ENDS, "exception", "flood", registry=BROKEN_BACKENDS_FILE, **LIMITS
    ) as server:
        yield server


# No third worker is risked for these; what was killed, or has said why it ends, may be spoken yet.
CRASHES = {"exit", "segfault", "hang", "hang-with-gil"}


@pytest.fixture(scope="module")
def outcome(server: Server) -> Outcome:
    return asyncio.run(break_all(server))


async def break_all(server: Server) -> Outcome:
    outcome = Outcome()
    before = await pids(server)
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        # By itself: while eight workers start anew, two seconds of silence are the machine's own.
        outcome.heard["flood"] = await break_one(client, server, "flood")
        watching = asyncio.create_task(watch_problems(client, server, outcome.problems))
        speaking = asyncio.create_task(speak_meanwhile(client, server, outcome.tones))
        names = [*ENDS, "exception"]
        heard = await asyncio.gather(*(break_one(client, server, name) for name in names))
        outcome.heard |= zip(names, heard, strict=True)
        await until_there_again(server, before)
        speaking.cancel()
        watching.cancel()
        await asyncio.wait([speaking, watching])
    after = await pids(server)
    outcome.pids = {name: (before[name], after[name]) for name in before}
    return outcome


async def break_one(client: httpx.AsyncClient, server: Server, name: str) -> list[ServerEvent]:
    options = {"fault": name.replace("-", "_"), "fault_at": 0}
    return await sse_events(client, server.url, text=TEXT, backend=name, options=options)


async def speak_meanwhile(
    client: httpx.AsyncClient, server: Server, tones: list[list[ServerEvent]]
) -> None:
    while True:
        tones.append(await sse_events(client, server.url, text=TEXT, backend="tone"))


async def watch_problems(
    client: httpx.AsyncClient, server: Server, problems: dict[str, str]
) -> None:
    while True:
        for backend in (await client.get(f"{server.url}/v1/backends")).json()["backends"]:
            if told := [text for text in backend["problems"] if "and is started again" in text]:
                problems[backend["name"]] = told[0]
        await asyncio.sleep(0.2)


async def pids(server: Server) -> dict[str, int]:
    bus = FrontendBus(server.redis_url, "test")
    try:
        return {
            worker.backend: worker.pid
            for worker in await ClusterReader(bus.connection, bus.queues).workers()
        }
    finally:
        await bus.close()


async def until_there_again(server: Server, before: dict[str, int]) -> None:
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            now = await pids(server)
            if all(now.get(name) not in (None, before[name]) for name in ENDS):
                return
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("name", [*ENDS, "exception"])
def test_the_listener_of_a_broken_backend_gets_an_answer(outcome: Outcome, name: str) -> None:
    error = outcome.heard[name][-1]
    assert error.event == "error"
    code, said = "segment_failed", "attempt 3 of 3"
    if name in CRASHES:
        code, said = "text_crashes_workers", "Two workers have crashed at this text"
    assert (error.data["code"], error.data["segment_index"]) == (code, 0)
    assert said in error.data["message"]


@pytest.mark.parametrize("name", ENDS)
def test_its_worker_is_started_again(outcome: Outcome, name: str) -> None:
    before, after = outcome.pids[name]
    assert before != after


@pytest.mark.parametrize("name", ENDS)
def test_what_is_wrong_is_listed(outcome: Outcome, name: str) -> None:
    assert re.search(ENDS[name], outcome.problems[name]), outcome.problems[name]


def test_others_go_on_to_the_sample(outcome: Outcome) -> None:
    assert outcome.tones
    assert all(pcm_of(heard) == expected_pcm(TEXT) for heard in outcome.tones)
    before, after = outcome.pids["tone"]
    assert before == after
    assert "tone" not in outcome.problems


def test_an_exception_costs_no_worker(outcome: Outcome) -> None:
    before, after = outcome.pids["exception"]
    assert before == after


def test_a_flood_of_lines_costs_nothing(outcome: Outcome) -> None:
    assert pcm_of(outcome.heard["flood"]) == expected_pcm(TEXT)
    before, after = outcome.pids["flood"]
    assert before == after


def test_a_text_that_many_wait_for_crashes_no_worker_for_each(
    server: Server, outcome: Outcome
) -> None:
    """All were let in, and wait for the only worker, before it has crashed at the first."""
    before = crashes(server)
    body = {"backend": "exit", "options": {"fault": "exit", "fault_at": 0}}
    errors = asyncio.run(errors_of(server, 6, text="Everybody wants to hear this.", **body))
    assert {error["code"] for error in errors} == {"text_crashes_workers"}
    counts = crashes(server)
    assert [counts[name] for name in counts.keys() - before.keys()] == [2]


def crashes(server: Server) -> dict[bytes, int]:
    """Return how many workers have crashed at each text."""
    with redis.Redis.from_url(server.redis_url) as client:
        return {name: client.scard(name) for name in client.keys(crashes_key("*"))}


async def errors_of(server: Server, listeners: int, **body: object) -> list[dict[str, Any]]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        heard = await asyncio.gather(
            *(sse_events(client, server.url, **body) for _ in range(listeners))
        )
    return [events[-1].data for events in heard]


def test_a_worker_that_is_there_again_speaks(server: Server, outcome: Outcome) -> None:
    body = {"text": TEXT, "backend": "segfault"}
    answer = httpx.post(f"{server.url}/tts", json=body, timeout=TIMEOUT_S)
    assert answer.content[44:] == expected_pcm(TEXT)


@contextlib.contextmanager
def workers(server: Server, name: str, output: Path) -> Iterator[None]:
    """Run `voice-server worker NAME` beside the server; what it shows goes to the file."""
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "REDIS_URL": server.redis_url,
        "VOICE_SERVER_BACKENDS": str(BROKEN_BACKENDS_FILE),
        "VOICE_SERVER_LOAD_LIMIT_S": str(LIMITS["load_limit_s"]),
    }
    command = [sys.executable, "-m", "frontend.cli", "worker", name]
    with output.open("wb") as file:
        process = subprocess.Popen(command, env=environ, stderr=file)
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def described(server: Server, name: str) -> dict[str, Any]:
    answer = httpx.get(f"{server.url}/v1/backends", timeout=TIMEOUT_S).json()
    return next(backend for backend in answer["backends"] if backend["name"] == name)


def test_what_is_not_installed_here_is_told_with_the_command(server: Server) -> None:
    assert described(server, "uninstalled")["problems"] == [
        "No worker serves it now. On this machine: The environment of uninstalled is not "
        "installed; run: voice-server backends install uninstalled"
    ]


@pytest.mark.parametrize("name", LOAD_ENDS)
def test_a_backend_that_breaks_while_loading_is_told_of(
    server: Server, name: str, tmp_path: Path
) -> None:
    def told() -> bool:
        return any(re.search(LOAD_ENDS[name], text) for text in described(server, name)["problems"])

    with workers(server, name, tmp_path / "output"):
        wait_until(told, TIMEOUT_S)
        body = {"text": TEXT, "backend": name}
        answer = httpx.post(f"{server.url}/tts", json=body, timeout=TIMEOUT_S)
        assert answer.status_code == 503
        assert re.search(f"{name}-1 on .* ended ", answer.json()["error"]["message"])
        answer = httpx.post(f"{server.url}/tts", json={"text": TEXT}, timeout=TIMEOUT_S)
        assert answer.content[44:] == expected_pcm(TEXT)


def test_a_library_that_talks_too_much_is_cut_short(server: Server, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with workers(server, "load-flood", output):
        wait_until(lambda: described(server, "load-flood")["workers"], TIMEOUT_S)
    shown = output.read_text()
    assert 0 < shown.count(FLOOD_LINE) < FLOOD_LINES / 2
    assert "more lines are not shown." in shown
