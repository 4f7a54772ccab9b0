"""The bench of first audio puts no way in at a disadvantage."""

import asyncio
from collections import defaultdict
from itertools import pairwise
from types import SimpleNamespace

import pytest

from tests.bench import clients
from tests.bench.first_audio import orders, ways_in
from tests.support.server import Server

ROUNDS = 100


def test_no_way_in_always_comes_after_the_same_one() -> None:
    names = [f"way {number}" for number in range(13)]
    rounds = list(orders(names, ROUNDS))
    assert [sorted(order) for order in rounds] == [sorted(names)] * ROUNDS
    before: dict[str, list[str]] = defaultdict(list)
    for order in rounds:
        for first, second in pairwise(order):
            before[second].append(first)
    for name in names:
        assert max(map(before[name].count, names)) < ROUNDS / 4, name
    assert rounds == list(orders(names, ROUNDS))


def test_no_way_in_rests_before_the_next_one(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a rest everything is slower: what comes next would seem to be so."""
    allowed = SimpleNamespace(open_connection=asyncio.open_connection)  # no sleep, no timeout
    monkeypatch.setattr(clients, "asyncio", allowed)

    async def hear_all() -> None:
        for name, measure in ways_in("tone", server).items():
            heard = await measure()
            assert heard.first_at > heard.sent_at > 0, name

    asyncio.run(hear_all())
