"""Which faults befall a server, and when: all from one seed."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

from tests.chaos.thousand import message_faults, process_faults, redis_faults
from tests.chaos.thousand.cluster import ChaosCluster
from tests.chaos.thousand.counts import Counts, Fault
from tests.chaos.thousand.listeners import Listener

Deed = Callable[[ChaosCluster, random.Random], Awaitable[None]]

# How many of a hundred faults are of this kind, and how it is done.
LIGHT: dict[str, tuple[float, Deed]] = {
    "busy worker killed": (14, process_faults.kill_busy_worker),
    "idle worker killed": (7, process_faults.kill_idle_worker),
    "worker stopped": (10, process_faults.stop_worker),
    "worker out of memory": (2, process_faults.exhaust_memory),
    "disk full": (2, process_faults.fill_disk),
    "clock of a machine set": (3, process_faults.set_clock),
    "subscriptions cut": (6, redis_faults.cut_subscriptions),
    "one connection cut": (7, redis_faults.cut_one),
    "messages lost": (9, message_faults.lose_messages),
    "messages doubled": (9, message_faults.double_messages),
    "messages late": (6, message_faults.delay_messages),
    "answers lost": (6, message_faults.lose_answers),
}
# These are felt by all listeners at once. One such fault is over for a while before the next one.
HEAVY: dict[str, tuple[float, Deed]] = {
    "supervisor killed": (0.7, process_faults.kill_supervisor),
    "frontend stopped": (3, process_faults.stop_frontend),
    "frontend killed": (2.3, process_faults.kill_frontend),
    "clock of Redis set": (1, process_faults.set_clock_of_redis),
    "Redis restarted empty": (2, redis_faults.restart_empty),
    "Redis stopped": (2, redis_faults.stop),
    "Redis paused": (2, redis_faults.pause),
    "Redis' memory full": (1, redis_faults.fill_memory),
    "connections cut": (2, redis_faults.cut_connections),
    "network cut": (1, redis_faults.cut_network),
}
DEEDS = LIGHT | HEAVY
REST_S = 1.5  # after a heavy fault
LISTENERS_WEIGHT = 4  # of each of the two things that befall listeners
SLOW, VANISHING = "listener slow", "listener vanished"
SLOW_S = (1.0, 8.0)


class Plan:
    """Faults of every kind by their weights, in an order and at moments from the seed."""

    def __init__(self, rng: random.Random, faults: int, apart_s: float) -> None:
        weights = {name: weight for name, (weight, _) in DEEDS.items()}
        weights |= {SLOW: LISTENERS_WEIGHT, VANISHING: LISTENERS_WEIGHT}
        names, counts = list(weights), list(weights.values())
        shares = [count * faults / sum(counts) for count in counts]
        self._kinds = [n for n, share in zip(names, shares, strict=True) for _ in range(int(share))]
        self._kinds += rng.choices(names, counts, k=faults - len(self._kinds))
        rng.shuffle(self._kinds)
        self._rng = rng
        self._apart_s = apart_s

    async def carry_out(
        self, cluster: ChaosCluster, listeners: Sequence[Listener], counts: Counts
    ) -> None:
        """Do it all, and return when all of it is over and undone."""
        async with asyncio.TaskGroup() as group:
            for number, kind in enumerate(self._kinds, 1):
                await asyncio.sleep(self._rng.uniform(0, 2 * self._apart_s))
                if kind in HEAVY:
                    await self._do(kind, cluster, listeners, counts)
                    await asyncio.sleep(REST_S)
                else:
                    group.create_task(self._do(kind, cluster, listeners, counts))
                if number % 50 == 0:
                    _show(number, counts)

    async def _do(
        self, kind: str, cluster: ChaosCluster, listeners: Sequence[Listener], counts: Counts
    ) -> None:
        loop = asyncio.get_running_loop()
        began_at = loop.time()
        if kind in DEEDS:
            await DEEDS[kind][1](cluster, self._rng)
        else:
            await self._befall(kind, listeners)
        counts.faults.append(Fault(kind, began_at, loop.time()))

    async def _befall(self, kind: str, listeners: Sequence[Listener]) -> None:
        """Have one who is listening be slow, or leave."""
        hearing = [it for it in listeners if it.hearing and it.hearing.samples]
        listener = self._rng.choice(hearing or listeners)
        if kind == SLOW:
            listener.be_slow(self._rng.uniform(*SLOW_S))
        else:
            listener.vanish()


def _show(number: int, counts: Counts) -> None:
    longest = max((pause.seconds for pause in counts.pauses), default=0.0)
    print(
        f"{number} faults begun, {counts.streams.total()} streams, {counts.samples:,} samples, "
        f"{counts.resumed} resumed, longest pause {longest:.1f} s",
        flush=True,
    )
