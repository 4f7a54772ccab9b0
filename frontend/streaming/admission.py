"""Whether this frontend takes another utterance now."""

import math

from backend_queues.errors import Overloaded, ShuttingDown
from frontend.streaming.scheduling.load import Load

SHUTTING_DOWN = "The server is shutting down; connect again soon."


class Admission:
    """Admits utterances as long as workers can speak them soon and the frontend stays."""

    def __init__(self, load: Load, max_start_delay_s: float) -> None:
        self._load = load
        self._max_start_delay_s = max_start_delay_s
        self._closed = False

    def close(self) -> None:
        """Admit nothing from now on; utterances under way go on."""
        self._closed = True

    def check_open(self) -> None:
        """Raise ShuttingDown if nothing is admitted any more."""
        if self._closed:
            raise ShuttingDown(SHUTTING_DOWN)

    def check(self, backend: str) -> None:
        """Raise Overloaded if speech of the backend would start too late."""
        delay_s = self._load.start_delay_s(backend)
        if delay_s > self._max_start_delay_s:
            raise Overloaded(
                f"Speech would start in about {math.ceil(delay_s)} s, later than the "
                f"{self._max_start_delay_s:g} s of VOICE_SERVER_MAX_START_DELAY_S. Try again soon, "
                "or add workers."
            )
