"""Whether a sentence is spoken whole, or its first phrase before the rest.

A phrase that is cut off its sentence sounds worse than a whole one. It is cut only for a listener
who would otherwise wait, and no shorter than the workers need to go on without a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from frontend.streaming.ports import WorkerView
from frontend.streaming.scheduling.load import ClientLoad
from frontend.streaming.scheduling.pace import Pace
from frontend.text import PhraseLimits

if TYPE_CHECKING:
    from frontend.streaming.scheduling.writing import Waiting

TYPICAL_CHARS = 80.0  # of a sentence whose end is not known yet
MARGIN_S = 0.1  # what a message takes, where the machine is busy
# The first audio comes so soon after the token that completes the first phrase, if it can.
PATIENCE_S = 0.08


class Phrases(Protocol):
    """Decides on sentences. `chars` are characters of about one letter."""

    def of_sentence(self, backend: str, chars: float) -> PhraseLimits | None:
        """Return how to cut a complete first sentence; None is not at all."""

    def of_writing(self, backend: str, chars: float) -> PhraseLimits | None:
        """Return how to cut a sentence that is still being written, once its listener waits."""

    def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
        """Return how long the writer of a sentence may go on before its listener waits."""


class MeasuredPhrases:
    """Decides by what the workers have measured of their speed."""

    def __init__(self, workers: WorkerView, load: ClientLoad, target_s: float) -> None:
        """The first audio of a text is to come within `target_s` if it can."""
        self._workers = workers
        self._load = load
        self._target_s = target_s

    def of_sentence(self, backend: str, chars: float) -> PhraseLimits | None:
        if self._start_s(backend, chars) <= self._target_s:
            return None
        return self._covering(backend, chars)

    def of_writing(self, backend: str, chars: float) -> PhraseLimits:
        return self._covering(backend, max(chars, TYPICAL_CHARS))

    def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
        start_s = self._start_s(backend, max(chars, TYPICAL_CHARS))
        patience_s = min(self._target_s - waiting.begun_s, PATIENCE_S - waiting.phrase_s)
        return max(waiting.lead_s - MARGIN_S, patience_s) - start_s

    def _start_s(self, backend: str, chars: float) -> float:
        pace = Pace.of(self._workers.workers(backend))
        return self._load.start_delay_s(backend) + pace.start_s(chars)

    def _covering(self, backend: str, chars: float) -> PhraseLimits:
        pace = Pace.of(self._workers.workers(backend))
        covering_chars = pace.covering_chars(chars, self._load.idle_workers(backend))
        return PhraseLimits(min_chars=max(PhraseLimits().min_chars, covering_chars))


class KnownPhrases:
    """Decides of a complete text as was decided before; None is that sentences stay whole."""

    def __init__(self, limits: PhraseLimits | None = None) -> None:
        self._limits = limits

    def of_sentence(self, backend: str, chars: float) -> PhraseLimits | None:
        return self._limits

    def of_writing(self, backend: str, chars: float) -> PhraseLimits | None:
        return None

    def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
        return 0.0
