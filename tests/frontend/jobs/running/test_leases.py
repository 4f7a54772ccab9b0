"""What frontends tell each other of jobs in Redis: whatever is there, no listing breaks."""

import msgspec
import pytest

from frontend.jobs.running.leases import Leases
from frontend.protocol.jobs import State
from tasks.keys import LEASE_TTL_S
from tests.frontend.jobs.damage import DAMAGES, Damage, future
from tests.frontend.jobs.making import items_of, job_of, progress_of
from tests.frontend.jobs.running.fakes import FakeBus

JOB = job_of(items_of("One."))
GOOD = msgspec.json.encode(progress_of(JOB))


def leases_of(value: bytes | None) -> Leases:
    bus = FakeBus()
    bus.connection.value = value
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
    assert (
        sum(
            f"What Redis has of the job {JOB.id} is ignored" in record.message
            for record in caplog.records
        )
        == 1
    )


async def test_a_newer_frontends_fields_and_states_are_read() -> None:
    told = await leases_of(future(state="archived")(GOOD)).progress(JOB.id)
    assert told == progress_of(JOB, State.UNREADABLE)


async def test_a_lease_is_told_to_redis_with_the_progress() -> None:
    bus = FakeBus()
    leases = Leases(bus)  # type: ignore[arg-type]
    assert await leases.take(JOB.id)
    assert await leases.keep(JOB.id, progress_of(JOB))
    await leases.release(JOB.id)
    keys = f"vs:job:{JOB.id}", f"vs:job:{JOB.id}:progress"
    assert bus.connection.sent == [
        (*keys, "me", LEASE_TTL_S, ""),
        (*keys, "me", LEASE_TTL_S, GOOD),
        (*keys, "me"),
    ]


async def test_without_redis_no_job_is_taken_up_and_none_is_let_go_of() -> None:
    bus = FakeBus()
    bus.connection.is_away = True
    leases = Leases(bus)  # type: ignore[arg-type]
    assert not await leases.take(JOB.id)
    assert await leases.keep(JOB.id, progress_of(JOB))
    assert await leases.progress(JOB.id) is None


async def test_a_lease_that_cannot_be_released_runs_out(caplog: pytest.LogCaptureFixture) -> None:
    bus = FakeBus()
    bus.connection.is_away = True
    await Leases(bus).release(JOB.id)  # type: ignore[arg-type]
    assert "runs out by itself" in caplog.text
