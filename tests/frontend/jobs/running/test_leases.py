"""What frontends tell each other of jobs in Redis: whatever is there, no listing breaks."""

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from frontend.jobs.running.leases import Leases
from frontend.protocol.jobs import State
from tests.frontend.jobs.damage import DAMAGES, Damage, future
from tests.frontend.jobs.making import items_of, job_of, progress_of

JOB = job_of(items_of("One."))
GOOD = msgspec.json.encode(progress_of(JOB))


class FakeConnection:
    """Redis as far as a reader of progress needs it."""

    def __init__(self, value: bytes | None) -> None:
        self._value = value

    def script(self, text: str) -> Any:
        return None

    async def send(self, command: tuple[str, ...]) -> bytes | None:
        assert command == ("GET", f"vs:job:{JOB.id}:progress")
        return self._value


def leases_of(value: bytes | None) -> Leases:
    bus = SimpleNamespace(connection=FakeConnection(value), frontend="me")
    return Leases(bus)  # type: ignore[arg-type]


async def test_what_another_frontend_has_told_is_read() -> None:
    assert await leases_of(GOOD).progress(JOB.id) == progress_of(JOB)
    assert await leases_of(None).progress(JOB.id) is None


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_bad_value_is_ignored_and_logged_once(
    damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    leases = leases_of(damage(GOOD))
    for _ in range(3):
        assert await leases.progress(JOB.id) is None
    assert sum("in Redis is ignored" in record.message for record in caplog.records) == 1


async def test_a_newer_frontends_fields_and_states_are_read() -> None:
    told = await leases_of(future(state="archived")(GOOD)).progress(JOB.id)
    assert told == progress_of(JOB, State.UNREADABLE)
