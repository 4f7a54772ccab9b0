"""How much memory unfinished bodies and messages take, of all clients together."""

from backend_queues.errors import Overloaded

LIMIT_BYTES = 128_000_000
# Of each text; it needs no room, so that whoever sends long ones keeps no short ones out.
SMALL_BYTES = 16_384
RETRY_AFTER_S = 5.0


class HeldBytes:
    """Counts what has come of texts that are not complete."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self.count = 0

    def take(self, count: int) -> None:
        """Count more. Raises Overloaded, and counts nothing, if that is too much."""
        if self.count + count > self._limit_bytes:
            raise Overloaded(
                "Too many long texts are being sent at the moment; send this one later.",
                RETRY_AFTER_S,
            )
        self.count += count

    def give(self, count: int) -> None:
        """What was taken is complete, or gone."""
        self.count -= count


HELD = HeldBytes(LIMIT_BYTES)  # the memory is the process's, so there is one for all of it
