"""When those in line will be admitted, if all goes on as it does now. Pure."""

from bisect import insort
from collections.abc import Iterable


def entry_times(
    speaking: Iterable[float], waiting: Iterable[float], limit: float, speech_per_s: float
) -> list[float]:
    """Return in how many seconds each of those who wait will be admitted, in their order.

    `speaking` and `waiting` say how many seconds of speech each still needs. Those who are spoken
    to share the workers equally, and no more of them than the limit are spoken to at once.
    """
    needs, now, times = sorted(speaking), 0.0, []
    for own in waiting:
        while needs and len(needs) + 1 > limit:
            least = needs[0]
            now += least * len(needs) / speech_per_s
            needs = [need - least for need in needs[1:]]
        times.append(now)
        insort(needs, own)
    return times
