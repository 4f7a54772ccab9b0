"""How many listeners the workers can serve without a gap, and how many they serve now."""

import math
from collections.abc import Iterable

from backend_queues.errors import RedisUnavailable
from frontend.settings import Settings
from frontend.streaming.admission.forecast import entry_times
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.admission.sustaining import Listening, Workers, sustains
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.admission.turns import RecentClients
from frontend.streaming.ports import Clock
from frontend.streaming.scheduling.need import OPEN_TEXT_S

# The share of the limit, in whole listeners, that no client alone may take, where others have come
# lately.
RESERVED = 0.2
# Workers that can speak to one alone are not shared.
LEAST_SHARED = 2
LONGER = 1.25  # than usual some segments are
# While no speed is known: listeners for each segment that the workers speak at once, and how long
# usual backends take until they have spoken one, so that it is known.
UNTRIED = 4
UNTRIED_S = 2.0


class Capacity:
    """Each listener takes a second of speech a second, until all of a text has been synthesised."""

    def __init__(
        self, needs: ListenerNeeds, speeds: Speeds, settings: Settings, clock: Clock
    ) -> None:
        self._clock = clock
        self._recent = RecentClients()
        self._needs = needs
        self._speeds = speeds
        self._share = settings.speed_share
        self._unlimited = settings.overload == "off"

    def limit(self, backend: str) -> float | None:
        """Return how many listeners the workers can sustain; None while that is not known."""
        speech_per_s = self._speeds.speech_per_s(backend)
        return None if speech_per_s is None else speech_per_s * self._share

    def listeners(self, backend: str) -> int:
        """Return how many listeners, on all frontends, still need the workers."""
        return len(self._needs.of_all(backend))

    def has_room(self, backend: str) -> bool:
        """Tell whether the workers can serve one more listener, as far as is known here."""
        return self._sustains(backend, Listening(OPEN_TEXT_S, 0.0, 0.0))

    async def take(self, backend: str, ticket: Ticket) -> bool:
        """Count the ticket among the listeners, if there is room for it."""
        most = self._most(backend)
        if not self._sustains(backend, ticket.listening):
            return False
        if not self._share_allows(backend, ticket, most):
            return False
        self._needs.add(ticket)
        if self._needs.alone or most == math.inf:
            return True
        try:
            return await self._agreed(backend, most, ticket)
        except RedisUnavailable:
            return True  # its first segment will wait for Redis, as those of others do

    async def _agreed(self, backend: str, most: float, ticket: Ticket) -> bool:
        """Tell whether there is room on all frontends; others may have been admitted just now."""
        if await self._needs.claim_room(backend, most):
            return True
        self._needs.remove(ticket)
        await self._needs.exchange()
        return False

    def _sustains(self, backend: str, newcomer: Listening) -> bool:
        """Tell whether the workers can serve all listeners and one more; one they always can."""
        most = self._most(backend)
        if most == math.inf:
            return True
        listening = self._needs.of_all(backend)
        if not listening:
            return True
        if len(listening) + 1 > most:
            return False
        if self.limit(backend) is None:
            return True
        segment_s = LONGER * self._speeds.segment_s(backend)
        workers = Workers(most / self._share, segment_s, self._speeds.start_s(backend))
        return sustains(workers, [*listening, newcomer])

    def waits_s(self, backend: str, line: Iterable[Ticket]) -> list[float]:
        """Estimate in how many seconds each of the line will be admitted."""
        if self.limit(backend) is None:
            return [UNTRIED_S for _ in line]
        speech_per_s = self._speeds.speech_per_s(backend) or 1.0  # a worker may come back
        waiting = [ticket.needed_s for ticket in line]
        limit = max(1.0, speech_per_s * self._share)
        return entry_times(
            [it.need_s for it in self._needs.of_all(backend)], waiting, limit, speech_per_s
        )

    def take_reserved(self, backend: str, ticket: Ticket) -> bool:
        """Count a ticket that would wait too long, if a place is kept for its client.

        It is, also beyond the limit, as long as one client has all other places: it may have come
        first, with texts of an hour, or the workers have become slower since. Some may hear gaps
        then, but nobody is silenced.
        """
        most, served = self._most(backend), self._needs.of_clients(backend)
        if not served or ticket.client in served or most == math.inf:
            return False
        greatest = max(served.values())
        shared = max(most, greatest)  # with workers that are slower now, the latter
        kept = max(1, math.floor(shared * RESERVED)) if shared >= LEAST_SHARED else 0
        if greatest + kept < math.floor(shared) or served.total() - greatest >= kept:
            return False
        self._needs.add(ticket)
        return True

    def _share_allows(self, backend: str, ticket: Ticket, most: float) -> bool:
        """Tell whether one client's listeners leave enough for the first one of another."""
        now = self._clock()
        self._recent.note(ticket.client, now)
        if most == math.inf or not self._recent.several(now):
            return True
        reserved = math.floor(most * RESERVED)
        return self._needs.of_clients(backend)[ticket.client] + 1 <= most - reserved

    def _most(self, backend: str) -> float:
        """Return how many listeners there may be: one, however slow the workers are.

        A few, while no worker has measured its speed. Where there is no worker, who comes waits for
        one anyway.
        """
        if self._unlimited:
            return math.inf
        limit = self.limit(backend)
        if limit is not None:
            return max(1.0, limit)
        return float(UNTRIED * self._speeds.at_once(backend)) or math.inf
