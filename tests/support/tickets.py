"""Tickets of utterances that are not there: what their listeners have and need is given."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.delivery.backend_choice import Fits
from frontend.streaming.scheduling.need import Need
from frontend.streaming.signals import Signals
from tests.support.virtual_time import VirtualTimeLoop

T = TypeVar("T")


class Clock:
    """Stands still until it is set."""

    def __init__(self, now_s: float = 100.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


class GivenNeed(Need):
    """Seconds of speech that are still to be made, of which some are being spoken."""

    def __init__(self, need_s: float, lead_s: float, begun_s: float, backend: str) -> None:
        self.now = need_s, lead_s, begun_s
        self.name = backend

    @property
    def backend(self) -> str:
        return self.name

    @property
    def seconds(self) -> float:
        return self.now[0]

    @property
    def lead_s(self) -> float:
        return self.now[1]

    @property
    def begun_s(self) -> float:
        return self.now[2]


def ticket(
    client: str = "",
    *,
    need: GivenNeed | None = None,
    clock: Callable[[], float] | None = None,
    signals: Signals | None = None,
    elsewhere: Callable[[FallbackReason, Fits], bool] = lambda reason, fits: False,
    realtime: bool = True,
) -> Ticket:
    """Return the ticket of a listener, who needs ten seconds and has heard nothing if not said."""
    return Ticket(
        "u",
        client,
        need or GivenNeed(10.0, 0.0, 0.0, "tone"),
        signals or Signals.for_stream(),
        clock or Clock(),
        elsewhere,
        realtime=realtime,
    )


def needing(need_s: float, lead_s: float = 0.0, begun_s: float = 0.0, client: str = "") -> Ticket:
    return ticket(client, need=GivenNeed(need_s, lead_s, begun_s, "tone"))


def in_virtual_time(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a loop whose clock jumps."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)
