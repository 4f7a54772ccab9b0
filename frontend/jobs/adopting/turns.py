"""Whose job is next: no owner's many jobs keep another's waiting."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.jobs.keeping.holdings import Holding


def in_turn(waiting: Iterable[Holding], under_way: Iterable[str]) -> Iterator[str]:
    """Yield the jobs as they should begin: each time of the owner with the fewest, his oldest.

    `under_way` has the owner of each job that runs.
    """
    counts = Counter(under_way)
    queues: dict[str, list[Holding]] = defaultdict(list)
    for holding in waiting:
        queues[holding.owner].append(holding)
    turns = []
    for owner, queue in queues.items():
        queue.sort(key=lambda holding: holding.place, reverse=True)
        turns.append((counts[owner], queue[-1].place, owner))
    heapq.heapify(turns)
    while turns:
        count, _, owner = heapq.heappop(turns)
        yield queues[owner].pop().id
        if queues[owner]:
            heapq.heappush(turns, (count + 1, queues[owner][-1].place, owner))
