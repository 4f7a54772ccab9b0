"""A body is read within its limit."""

import pytest

from backend_queues.errors import BodyTooLarge
from frontend.server.http.body import read_limited
from tests.frontend.server.http.requests import Connection

TOO_LARGE = BodyTooLarge("It is too large.")


async def test_a_body_at_the_limit_is_read_whole() -> None:
    request = Connection([b"one", b"two"]).request()
    assert await read_limited(request, 6, TOO_LARGE) == b"onetwo"


async def test_a_body_over_the_limit_is_refused_before_it_has_ended() -> None:
    request = Connection([b"one", b"two", b"never read"]).request()
    with pytest.raises(BodyTooLarge, match="It is too large"):
        await read_limited(request, 5, TOO_LARGE)
