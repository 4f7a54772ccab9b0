"""Whose turn it is: those who have least of the workers come first. Pure."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

LATELY_S = 600.0


class Waiting(Protocol):
    """Somebody in line."""

    @property
    def client(self) -> str:
        """Whom the share is counted of that it would take."""


W = TypeVar("W", bound=Waiting)


def in_turn(line: Iterable[W], served: Mapping[str, int]) -> list[W]:
    """Return those in line, who are given as they came, in the order of their turns.

    `served` is how many listeners each client has now. A client's n-th comes after everybody else's
    first n - 1, so that hundreds of one client do not keep another's only one waiting.
    """
    ranks: Counter[str] = Counter(served)
    ranked: list[tuple[int, W]] = []
    for waiting in line:
        ranked.append((ranks[waiting.client], waiting))
        ranks[waiting.client] += 1
    return [waiting for _, waiting in sorted(ranked, key=lambda entry: entry[0])]


class RecentClients:
    """Whether more than one client has come lately. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._came: OrderedDict[str, float] = OrderedDict()  # the last two

    def note(self, client: str, now: float) -> None:
        self._came[client] = now
        self._came.move_to_end(client)
        if len(self._came) > 2:
            self._came.popitem(last=False)

    def several(self, now: float) -> bool:
        return len(self._came) > 1 and all(now - at < LATELY_S for at in self._came.values())
