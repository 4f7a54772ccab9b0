"""Which server has which utterance, and what is known of those that are away."""

import asyncio
from collections import Counter

import pytest

from backend_queues.errors import Overloaded, RedisUnavailable
from frontend.cluster.memory import RedisMemory
from frontend.cluster.result_servers.servers import ResultServers, servers_of
from tasks.connection.result_servers import ResultAddress
from tasks.process.cancellation import cancel_and_wait
from tests.support.processes import wait_until
from tests.support.result_servers import RedisServer

UTTERANCES = [f"utterance {number}" for number in range(600)]
NOWHERE = [ResultAddress(name, f"unix:///nowhere/{name}.sock") for name in ("", "b", "c")]
FULL = RedisMemory(95, 100)


@pytest.fixture
def unasked() -> ResultServers:
    """Servers that nobody connects to."""
    return ResultServers(servers_of(NOWHERE))


def placed(servers: ResultServers) -> dict[str, str]:
    return {it: ResultServers(servers.all).place(it).name for it in UTTERANCES}


def test_utterances_spread_evenly_and_every_frontend_chooses_alike(unasked: ResultServers) -> None:
    other = ResultServers(list(reversed(servers_of(NOWHERE))))
    assert placed(unasked) == placed(other)
    assert all(150 < count < 250 for count in Counter(placed(unasked).values()).values())


def test_where_one_is_away_only_its_own_go_elsewhere(unasked: ResultServers) -> None:
    before = placed(unasked)
    unasked.all[1].answers = False
    after = placed(unasked)
    assert {it for it in UTTERANCES if before[it] != after[it]} == {
        it for it in UTTERANCES if before[it] == "b"
    }
    assert set(after.values()) == {"", "c"}


def test_an_utterance_stays_where_it_has_gone(unasked: ResultServers) -> None:
    first = unasked.place("u")
    first.answers = False
    second = unasked.place("u")
    first.answers = True
    assert unasked.place("u") is second is not first
    assert unasked.used("u") == (first, second)
    assert unasked.holds(second.name, "u") and not unasked.holds(first.name, "u")
    unasked.forget("u")
    assert unasked.used("u") == () and not unasked.holds(second.name, "u")


def test_what_is_on_a_server_is_lost_only_while_another_answers(unasked: ResultServers) -> None:
    first, b, c = unasked.all
    assert unasked.lost == frozenset()
    b.answers = False
    assert unasked.lost == {"b"}
    first.answers = False  # that of REDIS_URL is waited for
    assert unasked.lost == {"b"}
    c.answers = False
    assert unasked.lost == frozenset()
    with pytest.raises(RedisUnavailable, match="None of the Redis servers"):
        unasked.check()


def test_a_full_server_is_left_out_and_text_is_refused_when_all_are(unasked: ResultServers) -> None:
    first, b, c = unasked.all
    first.memory = b.memory = FULL
    assert set(placed(unasked).values()) == {"c"}
    unasked.check()
    c.answers = False  # a server that is away has no room either
    assert unasked.is_full
    with pytest.raises(Overloaded):
        unasked.check()
    assert set(placed(unasked).values()) == {"", "b"}


def test_without_servers_nothing_is_wrong() -> None:
    ResultServers().check()
    assert ResultServers().problems() == [] and not ResultServers().is_full


def test_problems_name_the_address_only_to_operators(unasked: ResultServers) -> None:
    unasked.all[1].answers = False
    [problem] = unasked.problems()
    assert "unix:///nowhere/b.sock" in problem
    [public] = unasked.problems(public=True)
    assert "2 of the 3" in public and "nowhere" not in public


async def test_a_server_is_away_until_it_answers_again_and_then_hears_what_it_missed(
    servers: ResultServers, there: list[RedisServer]
) -> None:
    server = servers.all[0]
    watching = asyncio.create_task(servers.watch())
    there[0].kill()
    server.doubt()
    await asyncio.to_thread(wait_until, lambda: not server.answers)
    assert [it.name for it in servers.away] == ["a"]
    await server.tell([("SET", "told", "1")])  # and raises nothing
    there[0].start()
    await asyncio.to_thread(wait_until, lambda: server.answers)
    with there[0].client() as client:
        assert client.get("told") == b"1"
    assert server.memory.used_bytes > 0
    assert not watching.done()
    await cancel_and_wait(watching)


async def test_a_full_server_answers_and_hears_what_it_missed_once_it_has_room(
    servers: ResultServers, there: list[RedisServer]
) -> None:
    """Were it taken for away, all that it carries would be spoken again elsewhere."""
    server = servers.all[0]
    with there[0].client() as client:
        client.config_set("maxmemory", "1")
        await server.tell([("SET", "told", "1")])
        watching = asyncio.create_task(servers.watch())
        await asyncio.to_thread(wait_until, lambda: server.memory.limit_bytes == 1)
        assert server.answers
        client.config_set("maxmemory", "0")
        await asyncio.to_thread(wait_until, lambda: client.get("told") == b"1")
        assert not watching.done()
    await cancel_and_wait(watching)
