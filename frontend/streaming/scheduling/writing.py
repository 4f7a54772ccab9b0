"""A sentence that is still being written: how long its writer may go on, what is spoken then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from frontend.streaming.journal.entries import Looked

if TYPE_CHECKING:
    from frontend.streaming.scheduling.phrases import Phrases
    from frontend.text import PhraseLimits, Segment, SegmentLimits, TextCutter

# How often it is looked at, at least: its listener's lead grows shorter. While much of it can be
# spared, a share of that will do.
TICK_S = 0.1
SPARE_SHARE = 0.25
CLOCK_STEP_S = 0.001  # timers may be early by less


class Waiting(msgspec.Struct, frozen=True):
    """How it stands with the listener to a sentence that is being written. Times are seconds."""

    lead_s: float  # what the listener still has
    begun_s: float  # since the sentence was begun
    phrase_s: float  # since it has had a phrase that could be spoken, or 0


def take(cutter: TextCutter, looked: Looked) -> list[Segment]:
    """Take what can be spoken of the sentence that is being written."""
    early = cutter.early(looked.phrase, looked.silence_s) if looked.phrase else []
    return early or cutter.idle(looked.silence_s)


class Writing:
    """Follows one text. Times are seconds of a monotonic clock."""

    def __init__(self, phrases: Phrases, limits: SegmentLimits) -> None:
        self._phrases = phrases
        self._limits = limits
        self._written_at = 0.0
        self._begun_at = 0.0  # when the sentence under way was
        self._phrase_at: float | None = None  # when it first had a phrase to speak
        self._look_at = 0.0
        self._is_awaited = False

    def written(self, now: float) -> None:
        """Note that text has come."""
        self._written_at = now

    def begun(self) -> None:
        """Note that what was written last begins a sentence."""
        self._begun_at, self._phrase_at = self._written_at, None

    def is_due(self, now: float, lead_s: float) -> bool:
        """Tell whether to look: with every token if somebody waits, else now and then."""
        return lead_s <= 0 or self._is_awaited or now >= self._look_at

    def look_in_s(self, now: float) -> float:
        """Return when to look again, though no text has come."""
        return max(CLOCK_STEP_S, self._look_at - now)

    def look(self, cutter: TextCutter, backend: str, now: float, lead_s: float) -> Looked:
        """Return how to look for what can be spoken, as its listener has `lead_s` of audio."""
        silence_s = now - self._written_at
        phrase = self._phrases.of_writing(backend, cutter.weight)
        waiting = Waiting(lead_s, now - self._begun_at, self._phrase_s(cutter, phrase, now))
        spare_s = self._phrases.spare_s(backend, cutter.weight, waiting)
        if silence_s >= self._limits.stalled_s:  # however long a first audio may take
            spare_s = min(spare_s, lead_s)
        self._plan_look(now, silence_s, spare_s)
        if not self._is_awaited:  # only what reads like an end is one
            return Looked(None, min(silence_s, self._limits.settled_s))
        return Looked(phrase, silence_s)

    def _plan_look(self, now: float, silence_s: float, spare_s: float) -> None:
        self._is_awaited = spare_s <= 0
        limits = self._limits
        silences_s = limits.hurried_s, limits.brief_s, limits.settled_s, limits.stalled_s
        due = (*(silence - silence_s for silence in silences_s), spare_s)
        tick_s = max(TICK_S, spare_s * SPARE_SHARE)
        self._look_at = now + min([tick_s, *(in_s for in_s in due if in_s > 0)])

    def _phrase_s(self, cutter: TextCutter, phrase: PhraseLimits | None, now: float) -> float:
        """Return for how long it has had a phrase that could be spoken."""
        if self._phrase_at is None and phrase and cutter.has_phrase(phrase):
            self._phrase_at = self._written_at
        return 0.0 if self._phrase_at is None else now - self._phrase_at
