"""How much time and room a connection has."""

import pytest

from frontend.server.connections.limits import OTHER_FILES, Limits, limits_for
from frontend.settings import Settings


@pytest.mark.parametrize(
    ("received", "seconds"), [(0, 10), (80_000, 20), (1_600_000, 210), (64_000_000, 600)]
)
def test_a_body_has_more_time_the_more_of_it_has_come(received: int, seconds: float) -> None:
    assert Limits().body_limit_s(received) == seconds


@pytest.mark.parametrize(
    ("wanted", "files", "connections"),
    [(500, 65_536, 500), (100_000, 65_536, 65_536 - OTHER_FILES), (500, 64, 1)],
)
def test_there_are_no_more_connections_than_files(
    wanted: int, files: int, connections: int
) -> None:
    limits = limits_for(Settings(max_connections=wanted, idle_s=5), files)
    assert (limits.connections, limits.idle_s) == (connections, 5)
