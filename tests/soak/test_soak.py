"""Half a minute of the soak."""

import pytest

from tests.soak.__main__ import show
from tests.soak.soak import soak


@pytest.mark.fuzz
async def test_nothing_grows_and_nothing_is_left_over() -> None:
    outcome = await soak(1, 30)
    show(outcome)
    assert not outcome.problems
    assert outcome.kills > 0
    assert all(outcome.served.values())
