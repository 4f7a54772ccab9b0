"""Whether an utterance is spoken now, waits in line, or is refused.

As many listeners are admitted as the workers can serve without a gap. Whoever comes next waits in
line, first come first served, but for clients who have more than others, or is refused, as the
settings say. What nobody listens to as it is made is always admitted: it takes only what listeners
leave.
"""

import math
from collections import defaultdict
from contextlib import suppress

from backend_queues.errors import Overloaded, RedisUnavailable, ShuttingDown
from frontend.access.errors import TooManyRequests
from frontend.settings import Settings
from frontend.streaming.admission.capacity import Capacity
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.admission.turns import in_turn
from frontend.streaming.ports import Clock, WorkerView
from frontend.streaming.scheduling.load import Load
from frontend.telemetry.metrics.instruments import Metrics

SHUTTING_DOWN = "The server is shutting down; connect again soon."
LONGEST_LINE = 100  # of one backend, on this frontend; one of each client may wait in any case
LEAST_S = 0.001  # a wait that a clock can tell from none
LOOK_S = 0.25  # what listeners have, and the workers' speed, change without a sign


class Admission:
    """Admits utterances as long as workers can speak them without a gap and the frontend stays."""

    def __init__(
        self,
        load: Load,
        needs: ListenerNeeds,
        capacity: Capacity,
        settings: Settings,
        metrics: Metrics,
        clock: Clock,
        workers: WorkerView,
    ) -> None:
        self.capacity = capacity
        self._workers = workers
        self._load = load
        self._needs = needs
        self._refuses = settings.overload == "refuse"
        self._max_wait_s = settings.max_start_delay_s
        self._fallback_delay_s = settings.fallback_start_delay_s
        self._metrics = metrics
        self._clock = clock
        self._lines: dict[str, list[Ticket]] = defaultdict(list)
        self._closed = False
        load.watch_ends(self._note_end)

    def close(self) -> None:
        """Admit nothing from now on, also of those in line; utterances under way go on."""
        self._closed = True
        for ticket in [ticket for line in self._lines.values() for ticket in line]:
            ticket.wake()

    def check_open(self) -> None:
        """Raise ShuttingDown if nothing is admitted any more."""
        if self._closed:
            raise ShuttingDown(SHUTTING_DOWN)

    def waiting(self, backend: str) -> int:
        """Return how many wait in line on this frontend."""
        return len(self._lines[backend])

    def resume(self, ticket: Ticket) -> None:
        """Count an utterance that was admitted before."""
        self._needs.add(ticket)

    async def enter(self, ticket: Ticket, most_waiting: int | None = None) -> None:
        """Admit an utterance, or put it at the end of the line; `leave` follows in any case.

        Raises:
            Overloaded: it would have to wait too long, or Redis is full.
            TooManyRequests: as many of its client's wait already as may.
            ShuttingDown: nothing is admitted any more.
        """
        self.check_open()
        backend = ticket.backend
        self._check_room(backend)
        if not ticket.realtime:
            return None
        delay_s = self._load.start_delay_s(backend, ticket.client)
        if self._falls_back(ticket, delay_s):
            return await self.enter(ticket, most_waiting)
        if delay_s > self._max_wait_s:
            raise self._overloaded(backend, delay_s)
        goes_first = self._in_turn(backend, ticket)[0] is ticket
        if not goes_first or not await self.capacity.take(backend, ticket):
            await self._enter_line(backend, ticket, most_waiting)
        return None

    async def _enter_line(
        self, backend: str, ticket: Ticket, most_waiting: int | None = None
    ) -> None:
        """Put it into line, or admit it for another backend, if it would have to wait long."""
        _, wait_s = self._place_of(backend, ticket, ticket)
        if self._falls_back(ticket, wait_s):
            return await self.enter(ticket, most_waiting)
        is_refused = self._refuses or wait_s > self._max_wait_s
        if is_refused and self.capacity.take_reserved(backend, ticket):
            return None
        self._check_line(backend, ticket, wait_s, most_waiting)
        self._lines[backend].append(ticket)
        self._show_line(backend)
        ticket.send_into_line(lambda ticket: self._wait(backend, ticket))
        return None

    def _falls_back(self, ticket: Ticket, wait_s: float) -> bool:
        """Tell whether another backend speaks from now on, as this one would begin too late."""
        return wait_s > self._fallback_delay_s and ticket.fall_back(self._has_room)

    def _has_room(self, backend: str) -> bool:
        """Tell whether a new listener of the backend would be spoken to soon."""
        delay_s = self._load.start_delay_s(backend, "")
        is_free = not self._lines.get(backend) and self.capacity.has_room(backend)
        return is_free and delay_s <= self._fallback_delay_s

    def leave(self, ticket: Ticket) -> None:
        """Forget an utterance, whatever became of it."""
        self._needs.remove(ticket)
        for backend in self._lines:
            self._leave_line(backend, ticket)

    async def watch(self) -> None:
        """Exchange needs with the other frontends for ever."""
        while True:
            with suppress(RedisUnavailable):  # the fleet asks as often, and logs it
                await self._needs.exchange()
            self._show_load()
            for backend in self._lines:
                self._wake_first(backend)
            await self._needs.pause()

    async def _wait(self, backend: str, ticket: Ticket) -> None:
        """Wait in line until the ticket is admitted or over. Raises Overloaded, ShuttingDown."""
        try:
            falls_back = await self._wait_for_turn(backend, ticket)
        finally:  # whoever is refused must not hold up those behind
            self._leave_line(backend, ticket)
        if falls_back:
            await self.enter(ticket)

    async def _wait_for_turn(self, backend: str, ticket: Ticket) -> bool:
        """Wait as `_wait`; tell whether another backend speaks instead."""
        began_at = self._clock()
        give_up_at = began_at + self._max_wait_s
        while not ticket.is_over and not await self._takes_turn(backend, ticket):
            self.check_open()
            place, wait_s = self._place_of(backend, ticket)
            now = self._clock()
            left_s = give_up_at - now
            if self._falls_back(ticket, now - began_at):
                return True
            if left_s < LEAST_S:
                if self.capacity.take_reserved(backend, ticket):
                    break
                raise self._overloaded(backend, wait_s)
            ticket.tell(place + 1, wait_s)
            await ticket.look_again(min(LOOK_S, left_s))
        return False

    async def _takes_turn(self, backend: str, ticket: Ticket) -> bool:
        is_first = self._in_turn(backend)[0] is ticket
        return is_first and await self.capacity.take(backend, ticket)

    def _leave_line(self, backend: str, ticket: Ticket) -> None:
        line = self._lines[backend]
        if ticket in line:
            line.remove(ticket)
            self._show_line(backend)
        self._wake_first(backend)

    def _in_turn(self, backend: str, *latest: Ticket) -> list[Ticket]:
        """Return those in line in the order of their turns, as if the latest waited as well."""
        waiting = [*self._lines.get(backend, ()), *latest]
        if len(waiting) < 2:  # else all listeners are looked at, whenever one comes, ends or leaves
            return waiting
        return in_turn(waiting, self._needs.of_clients(backend))

    def _place_of(self, backend: str, ticket: Ticket, *latest: Ticket) -> tuple[int, float]:
        """Return the ticket's place in line, from 0, and how long it still has to wait."""
        line = self._in_turn(backend, *latest)
        place = line.index(ticket)
        return place, self.capacity.waits_s(backend, line)[place]

    def _check_room(self, backend: str) -> None:
        try:
            self._workers.check_room()
        except Overloaded:
            self._metrics.refused.labels(backend).inc()
            raise

    def _check_line(
        self, backend: str, ticket: Ticket, wait_s: float, most_waiting: int | None
    ) -> None:
        """Raise an error if the ticket must not wait, or would have to wait too long."""
        line = self._lines[backend]
        own = sum(other.client == ticket.client for other in line)
        if most_waiting is not None and own >= most_waiting:
            raise TooManyRequests(
                f"{most_waiting} texts may wait in line. Try again when one of them is spoken.",
                wait_s,
            )
        too_many = len(line) >= LONGEST_LINE and own
        if self._refuses or too_many or wait_s > self._max_wait_s:
            raise self._overloaded(backend, wait_s)

    def _overloaded(self, backend: str, wait_s: float) -> Overloaded:
        self._metrics.refused.labels(backend).inc()
        seconds = max(1, math.ceil(wait_s))
        if wait_s > self._max_wait_s:
            return Overloaded(
                f"Speech would start in about {seconds} s, later than the {self._max_wait_s:g} s "
                "of VOICE_SERVER_MAX_START_DELAY_S. Try again then, or add workers.",
                seconds,
            )
        return Overloaded(
            "The workers speak to as many listeners as they can without gaps. "
            f"Try again in about {seconds} s, or add workers.",
            seconds,
        )

    def _note_end(self, backend: str) -> None:
        """A segment has ended; if it was a text's last, its listener needs nothing any more."""
        self._needs.note_change()
        self._wake_first(backend)

    def _wake_first(self, backend: str) -> None:
        if self._lines.get(
            backend
        ):  # whose turn it is depends on all listeners: that takes a while
            self._in_turn(backend)[0].wake()

    def _show_line(self, backend: str) -> None:
        self._metrics.waiting_listeners.labels(backend).set(len(self._lines[backend]))

    def _show_load(self) -> None:
        listeners = self._needs.own()
        for backend in self._metrics.backends:
            self._metrics.listeners.labels(backend).set(listeners[backend])
            limit = self.capacity.limit(backend)
            self._metrics.listener_limit.labels(backend).set(limit or 0.0)
