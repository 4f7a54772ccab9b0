"""Three Redis servers carry speech, and one of them dies: nobody loses a sample."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events
from tests.support.result_servers import (
    RedisServer,
    retried,
    running_redis_servers,
    urls,
)
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOWLY = {"part_s": 0.05, "speed": 4.0}
BODY = {"text": TEXT, "backend": "faulty", "options": SLOWLY}
SPOKEN = expected_pcm(TEXT, speed=4.0)
PATIENCE_S = 120
LISTENERS = 8


@pytest.fixture
def redis_servers(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[RedisServer]]:
    """Three servers, which frontends and workers that are started now use."""
    with running_redis_servers(short_folder, 3) as servers:
        monkeypatch.setenv("RESULT_REDIS_URLS", urls(servers))
        yield servers


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        yield client


class Listener:
    """Hears a text out, and tells what it has so far."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self._client = client
        self._url = url
        self.events: list[ServerEvent] = []

    async def listen(self) -> None:
        async with self._client.stream("POST", f"{self._url}/sse", json=BODY) as answer:
            assert answer.status_code == 200, await answer.aread()
            async for event in read_events(answer):
                self.events.append(event)

    @property
    def hears(self) -> bool:
        return any(event.event == "audio" for event in self.events)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.05)


async def status(client: httpx.AsyncClient, server: Server) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.get(f"{server.url}/v1/status")).json()
    return answer


async def metrics(client: httpx.AsyncClient, server: Server) -> list[str]:
    return (await client.get(f"{server.url}/metrics")).text.splitlines()


async def test_one_of_three_is_killed_in_mid_stream_and_comes_back(
    client: httpx.AsyncClient, redis_servers: list[RedisServer], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    settings: dict[str, Any] = {"log_format": "json", "overload": "off", "first_audio_s": 60}
    with (
        log.open("wb") as stderr,
        running_server("faulty:2", registry=BACKENDS_FILE, stderr=stderr, **settings) as server,
    ):
        listeners = [Listener(client, server.url) for _ in range(LISTENERS)]
        listening = [asyncio.create_task(listener.listen()) for listener in listeners]

        async def all_are_under_way() -> bool:
            return (
                any(one.hears for one in listeners)
                and sum(len(one.utterances()) for one in redis_servers) == LISTENERS
            )

        await until(all_are_under_way)
        victim = max(redis_servers, key=lambda one: len(one.utterances()))
        its_own = victim.utterances()
        others = set().union(*(one.utterances() for one in redis_servers if one is not victim))
        assert its_own and others
        victim.kill()
        await asyncio.gather(*listening)
        for listener in listeners:
            assert listener.events[-1].event == "done"
            assert pcm_of(listener.events) == SPOKEN
        assert retried(log.read_text()) == its_own

        said = await status(client, server)
        assert [victim.shown in problem for problem in said["problems"]] == [True]
        ready = await client.get(f"{server.url}/ready")
        assert ready.status_code == 200
        [problem] = ready.json()["problems"]
        assert f"{redis_servers.index(victim) + 1} of the 3" in problem
        assert victim.shown not in problem  # nobody has shown a key
        up = f'voice_server_result_redis_up{{server="{victim.shown}"}}'
        assert f"{up} 0.0" in await metrics(client, server)
        assert pcm_of(await sse_events(client, server.url, **BODY)) == SPOKEN

        victim.start()

        async def is_back() -> bool:
            return f"{up} 1.0" in await metrics(client, server)

        await until(is_back)
        assert (await status(client, server))["problems"] == []

        async def is_used_again() -> bool:
            assert pcm_of(await sse_events(client, server.url, **BODY)) == SPOKEN
            return victim.calls("xadd") > 0

        await until(is_used_again)


async def test_one_of_three_falls_silent_in_mid_stream(
    client: httpx.AsyncClient, redis_servers: list[RedisServer]
) -> None:
    """As where its host is cut off: nothing is refused, nothing is answered."""
    with running_server("faulty:2", registry=BACKENDS_FILE, overload="off") as server:
        listeners = [Listener(client, server.url) for _ in range(LISTENERS)]
        listening = [asyncio.create_task(listener.listen()) for listener in listeners]

        async def some_hear() -> bool:
            return any(one.hears for one in listeners)

        await until(some_hear)
        victim = max(redis_servers, key=lambda one: len(one.utterances()))
        victim.fall_silent()
        await asyncio.gather(*listening)
        for listener in listeners:
            assert listener.events[-1].event == "done"
            assert pcm_of(listener.events) == SPOKEN
        victim.go_on()

        async def all_is_well() -> bool:
            return not (await status(client, server))["problems"]

        await until(all_is_well)
        assert pcm_of(await sse_events(client, server.url, **BODY)) == SPOKEN


async def test_all_three_die_and_streams_wait_for_them(
    client: httpx.AsyncClient, redis_servers: list[RedisServer]
) -> None:
    with running_server("faulty:2", registry=BACKENDS_FILE, overload="off") as server:
        listener = Listener(client, server.url)
        listening = asyncio.create_task(listener.listen())

        async def hears() -> bool:
            return listener.hears

        await until(hears)
        for one in redis_servers:
            one.kill()

        async def is_not_ready() -> bool:
            return (await client.get(f"{server.url}/ready")).status_code == 503

        await until(is_not_ready)
        refused = await client.post(f"{server.url}/sse", json=BODY)
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "redis_unavailable"
        redis_servers[0].start()  # one is enough
        await listening
        assert listener.events[-1].event == "done"
        assert pcm_of(listener.events) == SPOKEN


async def test_a_stream_goes_on_at_another_frontend(
    client: httpx.AsyncClient, redis_servers: list[RedisServer]
) -> None:
    with (
        running_server("faulty", registry=BACKENDS_FILE) as one,
        running_server("faulty", registry=BACKENDS_FILE, redis_url=one.redis_url) as other,
    ):
        async with client.stream("POST", f"{one.url}/sse", json=BODY) as answer:
            heard = []
            async for event in read_events(answer):
                heard.append(event)
                if sum(it.event == "audio" for it in heard) == 4:
                    break
            headers = {"Last-Event-ID": heard[-1].id}
            before = set().union(*(it.utterances() for it in redis_servers))
            async with client.stream("GET", f"{other.url}/sse", headers=headers) as resumed:
                assert resumed.status_code == 200
                heard += [event async for event in read_events(resumed)]
        assert heard[-1].event == "done"
        assert pcm_of(heard) == SPOKEN

        async def the_first_is_forgotten() -> bool:
            return not before & set().union(*(it.utterances() for it in redis_servers))

        await until(the_first_is_forgotten)


async def test_a_cancel_reaches_the_worker(
    client: httpx.AsyncClient, redis_servers: list[RedisServer]
) -> None:
    endlessly = {**BODY, "options": {"part_s": 0.5, "speed": 0.25}}
    with running_server("faulty", registry=BACKENDS_FILE) as server:
        async with client.stream("POST", f"{server.url}/sse", json=endlessly) as answer:
            async for event in read_events(answer):
                if event.event == "audio":
                    break

        async def is_idle() -> bool:
            [worker] = (await status(client, server))["workers"]
            return bool(worker["state"] == "idle")

        await until(is_idle)
        assert sum(len(one.utterances()) for one in redis_servers) == 0
        assert (await status(client, server))["backends"][0]["streams"] == 0
