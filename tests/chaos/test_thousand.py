"""A short run of `make chaos`: faults of all kinds, and nothing lost, doubled or without an end."""

import pytest

from tests.chaos.thousand.run import run

pytestmark = pytest.mark.chaos

SEED = 7
FAULTS = 40


async def test_faults_of_all_kinds_cost_no_sample() -> None:
    counts = await run(SEED, FAULTS)
    print(counts.table())
    assert counts.complaints == []
    assert len(counts.faults) >= FAULTS
    assert counts.samples
    assert counts.is_right()
