"""How many bytes of recordings this frontend has put into Redis for workers. Pure."""

from collections.abc import Callable


class Lending:
    """What was lent, each recording until it has run out in Redis."""

    def __init__(self, limit_bytes: int, lasts_s: float, clock: Callable[[], float]) -> None:
        self._limit_bytes = limit_bytes
        self._lasts_s = lasts_s
        self._clock = clock
        self._lent: dict[str, tuple[float, int]] = {}  # by digest: until when, and how much

    def lend(self, digest: str, count: int) -> bool:
        """Note a recording of that many bytes; false if there is no room for it now."""
        now = self._clock()
        self._lent = {key: lent for key, lent in self._lent.items() if lent[0] > now}
        others = sum(size for key, (_, size) in self._lent.items() if key != digest)
        if others + count > self._limit_bytes:
            return False
        self._lent[digest] = (now + self._lasts_s, count)
        return True
