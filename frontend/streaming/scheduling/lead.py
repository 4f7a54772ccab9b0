"""How many seconds of audio a listener still has."""


class LeadClock:
    """Follows a listener who plays audio as it comes, and waits when there is none.

    Times are seconds of one monotonic clock.
    """

    def __init__(self) -> None:
        self._dry_at = 0.0

    def add(self, audio_s: float, now: float) -> None:
        """Count audio that is on its way to the listener."""
        self._dry_at = max(self._dry_at, now) + audio_s

    @property
    def begun(self) -> bool:
        """Whether there has been any audio."""
        return self._dry_at > 0

    def lead_s(self, now: float) -> float:
        return max(0.0, self._dry_at - now)

    def dry_s(self, since: float, now: float) -> float:
        """Return how long after `since` the listener has had nothing to play, once it has begun."""
        return max(0.0, now - max(self._dry_at, since)) if self._dry_at else 0.0
