"""Whether a short text is whole so soon after its first audio that its length is waited for."""

from collections.abc import Sequence

from frontend.streaming.scheduling.pace import Pace
from tasks.messages import Presence

SHORT_CHARACTERS = 100
WAIT_S = 0.01  # the longest wait, in all


def is_soon_whole(characters: int, workers: Sequence[Presence]) -> bool:
    """Tell it of a text that sounds, by what the workers of its backend have measured.

    Where nothing is measured yet, the wait shows it.
    """
    return characters <= SHORT_CHARACTERS and Pace.of(workers).rest_s(characters) <= WAIT_S
