"""Bad input by machine: a few seconds of it in every run, a minute in the whole suite."""

import pytest

from tests.fuzz import requests
from tests.fuzz.running import Outcome, feed
from tests.fuzz.targets import TARGETS, shares

pytestmark = pytest.mark.no_cover

SEED = 1
FEW, MANY = 6_000, 100_000
REQUESTS = 500


def check(outcome: Outcome) -> None:
    assert outcome.inputs > 0
    for find in outcome.finds:
        pytest.fail(f"{outcome.target} --number {find.number}: {find.given}\n{find.error}")


@pytest.mark.parametrize("name", TARGETS)
def test_bad_input_is_refused_with_the_errors_that_are_declared(name: str) -> None:
    check(feed(TARGETS[name](), SEED, range(shares(FEW)[name])))


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TARGETS)
def test_much_bad_input_leaves_nothing_in_memory(name: str) -> None:
    outcome = feed(TARGETS[name](), SEED + 1, range(shares(MANY)[name]))
    check(outcome)
    assert not outcome.leaks, outcome


@pytest.mark.fuzz
@pytest.mark.skipif(not requests.is_installed(), reason="schemathesis is not installed")
def test_no_request_of_the_interface_is_answered_by_a_fault() -> None:
    assert requests.send(SEED, REQUESTS) == 0
