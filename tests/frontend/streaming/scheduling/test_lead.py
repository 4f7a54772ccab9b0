"""The listener next to run dry is served first."""

import pytest

from frontend.streaming.scheduling.lead import LeadClock
from tasks.priority import priority_of


@pytest.mark.parametrize(
    ("lead_s", "priority"),
    [(0, 0), (0.49, 0), (0.5, 1), (1, 2), (3.9, 3), (4, 4), (15.9, 5), (16, 6), (1e6, 6)],
)
def test_priority_falls_with_lead(lead_s: float, priority: int) -> None:
    assert priority_of(lead_s) == priority


def test_lead_is_what_was_sent_less_what_was_played() -> None:
    clock = LeadClock()
    assert clock.lead_s(now=5) == 0
    clock.add(2, now=10)
    clock.add(1, now=10.5)
    assert clock.lead_s(now=11) == 2


def test_a_listener_who_ran_dry_plays_on_from_the_next_audio() -> None:
    clock = LeadClock()
    clock.add(1, now=10)
    assert clock.lead_s(now=15) == 0
    clock.add(1, now=15)
    assert clock.lead_s(now=15.25) == 0.75


def test_a_listener_has_begun_with_the_first_audio_however_early_it_comes() -> None:
    clock = LeadClock()
    assert not clock.begun
    assert clock.lead_s(now=0) == 0
    clock.add(0.25, now=0.25)
    assert clock.begun


def test_a_listener_is_dry_from_the_end_of_what_was_sent_or_from_later() -> None:
    clock = LeadClock()
    assert clock.dry_s(since=1, now=5) == 0  # it has not begun
    clock.add(2, now=10)
    assert clock.dry_s(since=10, now=11) == 0
    assert clock.dry_s(since=10, now=15) == 3
    assert clock.dry_s(since=14, now=15) == 1
