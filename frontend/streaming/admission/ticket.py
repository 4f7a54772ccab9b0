"""One utterance's way to its admission: at once, or through a line."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from frontend.protocol.events import InLine
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.admission.sustaining import Listening
from tasks.process.cancellation import wait_for_event

if TYPE_CHECKING:
    from frontend.streaming.delivery.backend_choice import Fits
    from frontend.streaming.ports import Clock
    from frontend.streaming.scheduling.need import Need
    from frontend.streaming.signals import Signals

    Elsewhere = Callable[[FallbackReason, Fits], bool]

TELL_S = 1.0  # its client is told no more often of how the wait goes on


class Ticket:
    """What admission knows of an utterance, and the client of its admission."""

    def __init__(
        self,
        utterance: str,
        client: str,
        need: Need,
        signals: Signals,
        clock: Clock,
        elsewhere: Elsewhere,
        *,
        realtime: bool = True,
    ) -> None:
        self._utterance = utterance
        self.client = client
        self._need = need
        self._signals = signals
        self._clock = clock
        self._elsewhere = elsewhere
        self.realtime = realtime  # false: nobody listens to it as it is made
        self._woken = asyncio.Event()
        self._waiting: Callable[[Ticket], Awaitable[None]] | None = None
        self._told: tuple[int, float] | None = None
        self._told_at = -math.inf
        self._news: InLine | None = None
        self.is_over = False  # nobody will speak it, or any more of it

    @property
    def backend(self) -> str:
        return self._need.backend

    @property
    def needed_s(self) -> float:
        """Roughly how much speech is still to be synthesised; 0 if nobody waits for it."""
        return self._need.seconds if self.realtime and not self.is_over else 0.0

    @property
    def listening(self) -> Listening:
        """What its listener has, and needs."""
        need = self._need
        return Listening(round(self.needed_s, 1), round(need.lead_s, 1), round(need.begun_s, 1))

    def send_into_line(self, waiting: Callable[[Ticket], Awaitable[None]]) -> None:
        """Let its turn come only after `waiting`."""
        self._waiting = waiting

    async def turn(self) -> None:
        """Return when the utterance is admitted, or over.

        Raises:
            Overloaded: that would take too long.
            ShuttingDown: it never will be.
        """
        while self._waiting:  # in another backend's line, it may have to wait again
            waiting, self._waiting = self._waiting, None
            await waiting(self)
            self._news = None

    def end(self) -> None:
        """Wait no longer and need nothing: the stream has failed, though its client stays."""
        self.is_over = True
        self.wake()

    def fall_back(self, fits: Callable[[str], bool]) -> bool:
        """Have another backend speak, one that fits, as it would take too long; false if none."""
        return self._elsewhere(
            FallbackReason.START_DELAY, lambda settings: fits(settings.backend.name)
        )

    def wake(self) -> None:
        """Let it look at once whether its turn has come."""
        self._woken.set()

    async def look_again(self, within_s: float) -> None:
        """Wait until there is a reason to look again, but not for longer."""
        await wait_for_event(self._woken, within_s)
        self._woken.clear()

    def tell(self, position: int, eta_s: float) -> None:
        """Let the client know how the wait goes on, if that is new and not too soon."""
        now, told = self._clock(), (position, round(eta_s, 1))
        if told == self._told or now < self._told_at + TELL_S:
            return
        self._told, self._told_at = told, now
        self._news = InLine(self._utterance, *told)
        self._signals.output_ready()

    def take_news(self) -> InLine | None:
        """Return what the client has not been told of the wait."""
        news, self._news = self._news, None
        return news
