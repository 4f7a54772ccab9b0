"""A body is read within its limit."""

import pytest

from backend_queues.errors import BodyTooLarge, Overloaded
from frontend.server.connections.held import SMALL_BYTES, HeldBytes
from frontend.server.http import body
from frontend.server.http.body import read_limited
from tests.frontend.server.http.requests import Connection

TOO_LARGE = BodyTooLarge("It is too large.")


async def test_a_body_at_the_limit_is_read_whole() -> None:
    request = Connection([b"one", b"two"]).request()
    assert await read_limited(request, 6, TOO_LARGE) == b"onetwo"


async def test_short_bodies_are_read_while_there_is_no_room_for_long_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = HeldBytes(100)
    monkeypatch.setattr(body, "HELD", held)
    held.take(100)
    short = [b"a" * (SMALL_BYTES - 1), b"b"]
    assert len(await read_limited(Connection(short).request(), 100_000, TOO_LARGE)) == SMALL_BYTES
    with pytest.raises(Overloaded):
        await read_limited(Connection([*short, b"c"]).request(), 100_000, TOO_LARGE)
    held.give(50)
    long = Connection([*short, b"c" * 50]).request()
    assert len(await read_limited(long, 100_000, TOO_LARGE)) == SMALL_BYTES + 50
    assert held.count == 50


async def test_a_body_over_the_limit_is_refused_before_it_has_ended() -> None:
    request = Connection([b"one", b"two", b"never read"]).request()
    with pytest.raises(BodyTooLarge, match="It is too large"):
        await read_limited(request, 5, TOO_LARGE)
