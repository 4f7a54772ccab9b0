"""Two Redis servers carry speech, one of them that of REDIS_URL: one file of users fits both."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.broker.redis_users import RedisWithUsers, redis_with_users
from tests.broker.servers import running_redis_on
from tests.support.clients import pcm_of, read_events, sse_events
from tests.support.programs import Frontend, Program
from tests.support.server import BACKENDS_FILE, free_port
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.brokers

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOW = {"backend": "faulty", "options": {"part_s": 0.03, "speed": 4.0}}
PATIENCE_S = 60
MOST_TEXTS = 100  # by chance, all of these are on one of two servers once in 10**30


@pytest.fixture
def redis_servers(short_folder: Path) -> Iterator[list[RedisWithUsers]]:
    """That of REDIS_URL, and another one with the same file of users."""
    other = free_port()
    (short_folder / "other").mkdir()
    with redis_with_users(short_folder) as first:
        acl = ("--aclfile", first.secrets / "users.acl")
        with running_redis_on(short_folder / "other", other, *acl):
            yield [first, replace(first, port=other)]


def environment(redis_servers: list[RedisWithUsers], user: str) -> dict[str, object]:
    """Return what a process of that user is given; each has its own in all URLs."""
    first, _ = redis_servers
    urls = [str(server.environment(user)["REDIS_URL"]) for server in redis_servers]
    return {
        **first.environment(user),
        "RESULT_REDIS_URLS": " ".join(urls),
        "VOICE_SERVER_BACKENDS": BACKENDS_FILE,
        PARENT_VARIABLE: os.getpid(),
    }


@pytest.fixture
def url(redis_servers: list[RedisWithUsers], short_folder: Path) -> Iterator[str]:
    with ExitStack() as stack:
        worker = Program(short_folder, "worker", "faulty", **environment(redis_servers, "worker"))
        frontend = Frontend(short_folder, **environment(redis_servers, "frontend"))
        for program in (worker, frontend):
            program.start()
            stack.callback(program.end)
        frontend.drain_s = 0
        frontend.until_ready(1)
        yield frontend.url


def chunks(server: RedisWithUsers) -> int:
    """Return how many messages the server has logged."""
    with server.client("admin") as admin:
        stats = admin.info("commandstats")
    return int(stats.get("cmdstat_xadd", {}).get("calls", 0))


async def test_nothing_is_refused(url: str, redis_servers: list[RedisWithUsers]) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        async with client.stream("POST", f"{url}/sse", json={"text": TEXT, **SLOW}) as answer:
            events = read_events(answer)
            heard = [await anext(events) for _ in range(6)]  # and leaves
        headers = {"Last-Event-ID": [event.id for event in heard if event.id][-1]}
        async with client.stream("GET", f"{url}/sse", headers=headers) as answer:
            heard += [event async for event in read_events(answer)]
        assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
        for _ in range(MOST_TEXTS):
            spoken = await sse_events(client, url, text="One.", backend="faulty")
            assert pcm_of(spoken) == expected_pcm("One.")
            if all(chunks(server) for server in redis_servers):
                break
        assert all(chunks(server) for server in redis_servers)
    assert [server.refusals() for server in redis_servers] == [[], []]
