"""The memory that unfinished texts take together."""

import pytest

from backend_queues.errors import Overloaded
from frontend.server.connections.held import HeldBytes


def test_there_is_room_up_to_the_limit() -> None:
    held = HeldBytes(10)
    held.take(10)
    with pytest.raises(Overloaded, match="send this one later"):
        held.take(1)
    held.give(4)
    held.take(4)
    assert held.count == 10


def test_what_is_refused_is_not_counted() -> None:
    held = HeldBytes(10)
    with pytest.raises(Overloaded) as error:
        held.take(11)
    assert held.count == 0 and error.value.retry_after_s
