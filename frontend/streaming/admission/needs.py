"""What all listeners need of the workers: those of this frontend, and those of the others."""

import asyncio
import math
from collections import Counter
from collections.abc import Sequence

from frontend.streaming.admission.sustaining import Listening
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.ports import Clock, ListenerNeed, NeedsBoard
from tasks.process.cancellation import wait_for_event

EXCHANGE_S = 1.0
CALM_S = 0.1  # between two exchanges, however much changes
# How old what is known of each listener may be, times their number: to look at one takes 20 us, so
# that looking takes a tenth of the event loop's time at most.
AGE_S = 0.0002


class ListenerNeeds:
    """Counts the listeners whose speech is still being made, on all frontends.

    Each frontend publishes its own, again and again, and what it has published expires: one that
    dies, or a message that is lost, is made up for within seconds.
    """

    def __init__(self, board: NeedsBoard, clock: Clock) -> None:
        self._board = board
        self._clock = clock
        self._admitted: dict[Ticket, ListenerNeed] = {}
        self._latest: set[Ticket] = set()  # since all were looked at: their text comes only now
        self._looked_at = -math.inf
        self._others: Sequence[Sequence[ListenerNeed]] = []
        self._changed = asyncio.Event()

    @property
    def alone(self) -> bool:
        """Whether no other frontend is known of."""
        return not self._others

    def add(self, ticket: Ticket) -> None:
        self._admitted[ticket] = _need_of(ticket)
        self._latest.add(ticket)
        self.note_change()

    def remove(self, ticket: Ticket) -> None:
        self._admitted.pop(ticket, None)
        self._latest.discard(ticket)
        self.note_change()

    def note_change(self) -> None:
        """Publish soon, if there is anybody to read it: somebody may need more or less."""
        if not self.alone:
            self._changed.set()

    def of_clients(self, backend: str) -> Counter[str]:
        """Return how many listeners of this frontend each client has."""
        needs = self._needs().items()
        return Counter(ticket.client for ticket, need in needs if need[0] == backend and need[1])

    def own(self) -> Counter[str]:
        """Return how many listeners of this frontend need something, by backend."""
        return Counter(need[0] for need in self._own())

    def of_all(self, backend: str) -> list[Listening]:
        """Return what all listeners of the backend have and need."""
        frontends = (self._own(), *self._others)
        return [Listening(*need[1:]) for needs in frontends for need in needs if need[0] == backend]

    async def exchange(self) -> None:
        """Publish the needs of this frontend, and learn those of the others.

        Raises:
            RedisUnavailable: what was known stays.
        """
        await self._board.publish(self._own())
        self._others = await self._board.of_others()

    async def claim_room(self, backend: str, limit: float) -> bool:
        """Let the other frontends agree, in one step, that all are within the limit.

        Raises:
            RedisUnavailable: nobody can agree.
        """
        return await self._board.claim_room(backend, limit, self._own())

    async def pause(self) -> None:
        """Wait until it is time for another exchange: soon, if something has changed."""
        await asyncio.sleep(CALM_S)
        await wait_for_event(self._changed, EXCHANGE_S)
        self._changed.clear()

    def _own(self) -> list[ListenerNeed]:
        return [need for need in self._needs().values() if need[1]]

    def _needs(self) -> dict[Ticket, ListenerNeed]:
        """Return what each listener of this frontend has and needs, as of now or just before."""
        now = self._clock()
        stale = self._latest
        if now >= self._looked_at + AGE_S * len(self._admitted):
            self._looked_at, self._latest = now, set()
            stale = set(self._admitted)
        self._admitted.update((ticket, _need_of(ticket)) for ticket in stale)
        return self._admitted


def _need_of(ticket: Ticket) -> ListenerNeed:
    return (ticket.backend, *ticket.listening)
