"""How urgent a segment is on its backend's queue: 0 is the most urgent, 9 is batch."""

import math
from bisect import bisect_right

# Lead at which priority falls by a step; priority 0 is the most urgent on Redis, 9 is batch.
PRIORITY_STEPS_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
CROWD_PRIORITY = 1  # of a first segment whose client has as many as the workers can begin at once
DOWNLOAD_PRIORITY = 8  # of what nobody listens to as it is made


def priority_of(lead_s: float) -> int:
    """Return the queue priority, 0 to 6, of a segment needed in `lead_s` seconds."""
    return bisect_right(PRIORITY_STEPS_S, lead_s)


def lead_of(step: int) -> float:
    """Return how soon a segment of the step may be needed, in seconds: the least of its leads."""
    return math.inf if step >= DOWNLOAD_PRIORITY else (0.0, *PRIORITY_STEPS_S)[min(step, 6)]


# The steps whose segments may be spoken at once: those of listeners who hear nothing, or soon will,
# those of others, and what nobody listens to. So nobody's first word waits for somebody's tenth.
URGENCIES = (
    range(CROWD_PRIORITY + 1),
    range(CROWD_PRIORITY + 1, DOWNLOAD_PRIORITY),
    range(DOWNLOAD_PRIORITY, 10),
)


def urgency_of(step: int) -> range:
    """Return the steps of the segments that may be spoken with one of this step."""
    return next((steps for steps in URGENCIES if step in steps), URGENCIES[-1])
