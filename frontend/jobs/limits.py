"""How much one job may hold: what is more is refused while it is read, before it costs memory."""

from collections.abc import Iterable, Iterator

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.job import LONGEST_JOB_S, Item

MAX_ITEMS = 100_000
MAX_ITEM_CHARS = 1_000_000
MAX_CHARS = 20_000_000  # of all items; the longest novel has half of it
MAX_LINES = 2_000_000  # of a text file
MAX_GAP_S = 3600.0  # of silence before an item that begins at a time of its own
SLOWEST_CHARS_PER_S = 4  # of speech; what is said between two times may take so long


def limited(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items as they come.

    Raises:
        InvalidRequest: there are too many, they have too much text, or begin too far apart.
    """
    chars = 0
    begins = _Beginnings()
    for number, item in enumerate(items, 1):
        chars += item.characters
        if number > MAX_ITEMS:
            raise InvalidRequest(f"A job has at most {MAX_ITEMS:,} items: send several jobs.")
        if item.characters > MAX_ITEM_CHARS:
            raise InvalidRequest(
                f"The item {shown(item.id)} has {item.characters:,} characters, and may have "
                f"{MAX_ITEM_CHARS:,}: make several items of it."
            )
        check_chars(chars)
        begins.check(item)
        yield item


def check_chars(chars: int) -> None:
    """Raise InvalidRequest if a job may not have so much text."""
    if chars > MAX_CHARS:
        raise InvalidRequest(f"A job has at most {MAX_CHARS:,} characters: send several jobs.")


class _Beginnings:
    """Goes through the items' own times: silence is written out, so there must not be much."""

    def __init__(self) -> None:
        self._reached_s = 0.0  # where the speech so far may end

    def check(self, item: Item) -> None:
        start_s = item.start_s
        if start_s is not None:
            if not 0 <= start_s <= LONGEST_JOB_S:  # NaN fails every comparison
                raise InvalidRequest(
                    f"The item {shown(item.id)} begins at {start_s:g} s: give a time from 0 to "
                    f"{LONGEST_JOB_S:,} s."
                )
            if start_s > self._reached_s + MAX_GAP_S:
                raise InvalidRequest(
                    f"The item {shown(item.id)} begins at {start_s:g} s, more than "
                    f"{MAX_GAP_S:,.0f} s after what is before it: leave less silence."
                )
            self._reached_s = max(self._reached_s, start_s)
        self._reached_s += item.characters / SLOWEST_CHARS_PER_S
