"""How a run ends that nobody wants any more."""

from collections.abc import Callable

Cancelled = Callable[[], bool]


class Unwanted(Exception):
    """Nobody wants what was about to be computed."""
