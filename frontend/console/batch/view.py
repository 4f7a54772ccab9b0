"""A job's progress in words: on a terminal beside a bar, elsewhere as a line now and then."""

import math
import time

from frontend.console.terminal import Terminal
from frontend.protocol.jobs import Progress, State

LINE_EVERY_S = 30.0


class ProgressView:
    """Shows one job. `away` gets the reason when its server is unreachable, and "" afterwards."""

    def __init__(self, name: str, screen: Terminal) -> None:
        self._name = name
        self._screen = screen
        self._last: Progress | None = None
        self._away = ""
        self._line_at = 0.0  # when the next line may be shown

    def show(self, progress: Progress) -> None:
        self._last = progress
        self._show(progress)

    def away(self, why: str) -> None:
        if why == self._away:
            return
        self._away = why
        self._line_at = 0.0
        if self._last:
            self._show(self._last)
        elif why:
            self._screen.step(f"{self._name}: {why}")

    def _show(self, progress: Progress) -> None:
        text = f"{self._name}: {sentence(progress, self._away)}"
        if self._screen.moves:
            self._screen.bar(text, share_of(progress))
        elif time.monotonic() >= self._line_at:
            self._line_at = time.monotonic() + LINE_EVERY_S
            self._screen.step(text)


def done(progress: Progress) -> str:
    """Return how much has ended: 1 of 12 chapters, or 3 of 40 items."""
    counts, what = progress.items, "items"
    if progress.chapters:
        counts, what = progress.chapters, "chapters"
    return f"{counts.done + counts.failed:,} of {counts.total:,} {what}"


def share_of(progress: Progress) -> float:
    """Return the share of the text that is done or has failed, from 0 to 1."""
    characters = progress.characters
    return (characters.done + characters.failed) / max(1, characters.total)


def sentence(progress: Progress, away: str = "") -> str:
    """Return a line such as: 3 of 40 items, 12 min of speech, 5.2 x real time, 48 min left

    Of a work with chapters: 1 of 12 chapters, 17 %, 12 min of speech, 5.2 x real time, 48 min left
    """
    parts = [done(progress)]
    if progress.chapters:
        parts.append(f"{math.floor(100 * share_of(progress))} %")
    if failed := progress.items.failed:
        parts.append(f"{failed:,} item{'s' if failed > 1 else ''} failed")
    parts.append(f"{span(progress.audio_s)} of speech")
    if progress.state is State.RUNNING and not away:
        if progress.rate:
            parts.append(f"{progress.rate:.1f} x real time")
        if progress.time_left_s is not None:
            parts.append(f"{span(progress.time_left_s)} left")
    reason = away or progress.message
    if progress.state is State.PAUSED:
        parts.append("paused")
    return ", ".join(parts) + (f" ({reason})" if reason else "")


def span(seconds: float) -> str:
    """Return a duration as people write it: 1.2 s, 42 s, 12 min, 3 h 05 min."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"
