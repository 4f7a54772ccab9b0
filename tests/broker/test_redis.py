"""A Redis with a password, by TLS, and behind sentinels: real servers, a real stream."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from backend_queues.errors import RedisUnavailable
from frontend.processes.redis_server import check_answers
from tasks.connection.redis_clients import redis_client
from tests.broker.certificates import OPENSSL, make_certificates
from tests.broker.inspection import inspected
from tests.broker.servers import (
    PASSWORD,
    QUOTED,
    ServerEnded,
    kill,
    running_redis_with_tls,
    running_sentinels,
)
from tests.support.clients import pcm_of, read_events, sse_events
from tests.support.server import BACKENDS_FILE, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.brokers

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOW = {"backend": "faulty", "options": {"part_s": 0.03, "speed": 4.0}}
TIMEOUT_S = 90
SENTINEL = shutil.which("redis-sentinel")


@pytest.fixture
def redis_with_tls(short_folder: Path) -> Iterator[str]:
    """The URL of a Redis with a password that is reached by TLS alone, and believed by ca.crt."""
    if not OPENSSL:
        pytest.skip("there is no openssl here to make certificates with")
    make_certificates(short_folder)
    port = free_port()
    try:
        with running_redis_with_tls(short_folder, port):
            yield (
                f"rediss://:{QUOTED}@localhost:{port}/0?ssl_certfile={short_folder}/server.crt"
                f"&ssl_keyfile={short_folder}/server.key&ssl_ca_certs={short_folder}/ca.crt"
            )
    except ServerEnded as error:
        pytest.skip(f"no Redis server with TLS here (Debian: apt install redis-server): {error}")


@pytest.mark.smoke
async def test_a_password_and_a_verified_certificate(
    redis_with_tls: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RedisUnavailable, match="certificate verify failed") as caught:
        await check_answers(redis_with_tls.replace("ca.crt", "other.crt"))
    assert QUOTED not in caught.value.message
    with running_server("tone", redis_url=redis_with_tls, registry=BACKENDS_FILE) as server:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as http:
            assert pcm_of(await sse_events(http, server.url, text=TEXT)) == expected_pcm(TEXT)
        told = inspected(redis_with_tls)
    assert is_secret(told) and is_secret("".join(capfd.readouterr()))


def is_secret(text: str) -> bool:
    return PASSWORD not in text and QUOTED not in text


@pytest.mark.skipif(not SENTINEL, reason="redis-sentinel is not installed")
async def test_a_failover_in_mid_stream(
    short_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        running_sentinels(str(SENTINEL), short_folder) as sentinels,
        running_server("faulty", redis_url=sentinels.url, registry=BACKENDS_FILE) as server,
    ):
        told = inspected(sentinels.url)
        before = sentinels.master_port()
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as http:
            body = {"text": TEXT, **SLOW}
            async with http.stream("POST", f"{server.url}/sse", json=body) as answer:
                events = read_events(answer)
                heard = [await anext(events) for _ in range(8)]
                assert pcm_of(heard)
                kill(sentinels.master)
                heard += [event async for event in events]
            assert heard[-1].event == "done", heard[-1]
            assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
            assert sentinels.master_port() != before
            again = await sse_events(http, server.url, text=TEXT, backend="faulty")
            assert pcm_of(again) == expected_pcm(TEXT)
    assert is_secret(told) and is_secret("".join(capfd.readouterr()))


@pytest.mark.smoke
async def test_a_client_of_sentinels_that_are_away_says_so_without_a_password() -> None:
    port = free_port()
    url = f"redis+sentinel://:{QUOTED}@localhost:{port}/0?service=speech&sentinel_password={QUOTED}"
    with pytest.raises(RedisUnavailable) as caught:
        await check_answers(url)
    assert is_secret(caught.value.message)
    assert f"redis+sentinel://localhost:{port}/0?service=speech" in caught.value.message
    with pytest.raises(RedisError) as blocking:
        await asyncio.to_thread(redis_client(url, retry=Retry(NoBackoff(), 0)).ping)
    assert is_secret(str(blocking.value))
