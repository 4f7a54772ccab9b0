"""The messages of an utterance, whichever of three real servers brings them."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import redis
from msgspec.structs import replace

from frontend.cluster.result_servers.servers import ResultServers
from frontend.cluster.result_servers.spread_results import SpreadResults
from frontend.cluster.results import DefaultsWatch
from tasks.connection.result_servers import ResultAddress
from tasks.keys import CANCEL_CHANNEL, ENDED_CHANNEL, frontend_channel
from tasks.messages import AnySegmentMessage, encode_message
from tasks.process.cancellation import cancel_and_wait
from tests.support.examples import CHUNK
from tests.support.processes import wait_until
from tests.support.result_servers import RedisServer


class Utterance:
    """Takes messages and notes them."""

    def __init__(self) -> None:
        self.received: list[int] = []
        self.heals = 0
        self.ended: list[str] = []

    def receive(self, message: AnySegmentMessage) -> bool:
        self.received.append(message.segment_index)
        return True

    def worker_ended(self, worker: str) -> None:
        self.ended.append(worker)

    async def heal(self) -> None:
        self.heals += 1


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition)


def listeners(url: str) -> int:
    """Return how many listen for the frontend's messages there."""
    with redis.Redis.from_url(url, protocol=2) as client:
        return int(client.pubsub_numsub(frontend_channel("f"))[0][1])


@pytest.fixture
async def results(
    redis_url: str,
    addresses: list[ResultAddress],
    servers: ResultServers,
    there: list[RedisServer],
) -> AsyncIterator[SpreadResults]:
    results = SpreadResults(redis_url, "f", addresses, servers, DefaultsWatch())
    listening = asyncio.create_task(results.listen())
    await until(lambda: all(listeners(it.url) for it in there) and listeners(redis_url))
    yield results
    assert not listening.done()
    await cancel_and_wait(listening)
    await results.close()


async def test_messages_come_over_all_and_the_rest_over_that_of_redis_url(
    results: SpreadResults, there: list[RedisServer], redis_url: str
) -> None:
    utterance, cancelled = Utterance(), asyncio.Event()
    results.attach("u", utterance, cancelled.set)
    for number, server in enumerate(there):
        with server.client() as client:
            message = encode_message(replace(CHUNK, segment_index=number))
            client.publish(frontend_channel("f"), message)
    with redis.Redis.from_url(redis_url, protocol=2) as first:
        first.publish(ENDED_CHANNEL, "tone-1")
        first.publish(CANCEL_CHANNEL, "u")
    await until(lambda: len(utterance.received) == 3 and utterance.ended and cancelled.is_set())
    assert sorted(utterance.received) == [0, 1, 2]
    assert utterance.ended == ["tone-1"]
    results.detach("u")
    with there[0].client() as client:
        client.publish(frontend_channel("f"), encode_message(CHUNK))
        other = Utterance()
        results.attach("v", other)
        client.publish(frontend_channel("f"), encode_message(replace(CHUNK, utterance="v")))
    await until(lambda: other.received)
    assert len(utterance.received) == 3


async def test_when_a_server_is_back_only_its_own_utterances_are_healed(
    results: SpreadResults, servers: ResultServers, there: list[RedisServer]
) -> None:
    utterances = {f"u{number}": Utterance() for number in range(30)}
    names = {name: servers.place(name).name for name in utterances}
    for name, utterance in utterances.items():
        results.attach(name, utterance)
    there[0].kill()
    there[0].start()
    its_own = {name for name, server in names.items() if server == "a"}
    assert its_own
    await until(lambda: all(utterances[name].heals for name in its_own))
    assert not any(it.heals for name, it in utterances.items() if name not in its_own)


async def test_a_server_whose_connection_is_lost_is_doubted(
    results: SpreadResults, servers: ResultServers, there: list[RedisServer]
) -> None:
    watching = asyncio.create_task(servers.watch())
    there[1].kill()
    await until(lambda: [server.name for server in servers.away] == ["b"])
    await cancel_and_wait(watching)
