"""A ticket knows what its listener needs, and tells it of the wait not too often."""

import pytest

from frontend.protocol.events import InLine
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.admission.sustaining import Listening
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.delivery.backend_choice import Fits
from frontend.streaming.signals import Signals
from tests.support.spelled import ASKED
from tests.support.tickets import Clock, GivenNeed, in_virtual_time, ticket
from tests.support.virtual_time import now

NEED = GivenNeed(10.26, 2.34, 1.16, "tone")


def test_what_a_listener_needs_is_told_in_tenths_of_a_second() -> None:
    assert ticket(need=NEED).listening == Listening(need_s=10.3, lead_s=2.3, begun_s=1.2)


def test_what_nobody_listens_to_needs_nothing() -> None:
    assert ticket(need=NEED, realtime=False).needed_s == 0.0
    assert ticket(need=NEED).needed_s == 10.26


def test_a_client_is_told_of_its_wait_if_it_is_new_and_once_a_second_at_most() -> None:
    clock = Clock()
    waiting = ticket(clock=clock)
    assert waiting.take_news() is None
    waiting.tell(2, 5.04)
    assert waiting.take_news() == InLine("u", 2, 5.0)
    assert waiting.take_news() is None
    clock.now_s += 0.9
    waiting.tell(1, 4.0)
    assert waiting.take_news() is None
    clock.now_s += 0.1
    waiting.tell(1, 4.0)
    assert waiting.take_news() == InLine("u", 1, 4.0)
    clock.now_s += 5
    waiting.tell(1, 4.01)
    assert waiting.take_news() is None


def test_news_of_the_wait_wake_whoever_sends_them() -> None:
    async def wait() -> float:
        signals = Signals.for_stream()
        waiting = ticket(signals=signals)
        waiting.tell(1, 5.0)
        await signals.wait_for_output()
        return now()

    assert in_virtual_time(wait()) == 0.0


def test_one_that_waits_in_two_lines_has_its_turn_after_both() -> None:
    lines: list[str] = []

    async def second(waiting: Ticket) -> None:
        lines.append("second")

    async def first(waiting: Ticket) -> None:
        lines.append("first")
        waiting.tell(1, 5.0)
        waiting.send_into_line(second)

    async def turn() -> Ticket:
        waiting = ticket()
        await waiting.turn()
        assert lines == []
        waiting.send_into_line(first)
        await waiting.turn()
        await waiting.turn()
        return waiting

    assert in_virtual_time(turn()).take_news() is None  # the wait is over
    assert lines == ["first", "second"]


def test_it_looks_again_when_it_is_woken_and_after_a_while_in_any_case() -> None:
    async def look() -> list[float]:
        waiting, times = ticket(), []
        waiting.wake()
        for _ in range(2):
            await waiting.look_again(0.25)
            times.append(now())
        return times

    assert in_virtual_time(look()) == pytest.approx([0.0, 0.25])


@pytest.mark.parametrize("goes", [True, False])
def test_another_backend_is_asked_for_that_fits(goes: bool) -> None:
    asked: list[tuple[FallbackReason, bool]] = []

    def elsewhere(reason: FallbackReason, fits: Fits) -> bool:
        asked.append((reason, fits(ASKED)))
        return goes

    assert ticket(elsewhere=elsewhere).fall_back(lambda name: name == "first") is goes
    assert asked == [(FallbackReason.START_DELAY, True)]
