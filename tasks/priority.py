"""How urgent a segment is on its backend's queue: 0 is the most urgent, 9 is batch."""

from bisect import bisect_right

# Lead at which priority falls by a step; priority 0 is the most urgent on Redis, 9 is batch.
PRIORITY_STEPS_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
CROWD_PRIORITY = 1  # of a first segment whose client has as many as the workers can begin at once
DOWNLOAD_PRIORITY = 8  # of what nobody listens to as it is made


def priority_of(lead_s: float) -> int:
    """Return the queue priority, 0 to 6, of a segment needed in `lead_s` seconds."""
    return bisect_right(PRIORITY_STEPS_S, lead_s)
