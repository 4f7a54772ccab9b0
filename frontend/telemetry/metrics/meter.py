"""What is measured of one utterance on the way to its listener."""

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.telemetry.metrics.instruments import Metrics


class Meter:
    """Counts for one utterance. Times are seconds of one monotonic clock."""

    def __init__(self, metrics: Metrics, endpoint: Endpoint, *, realtime: bool = True) -> None:
        """Of one that is not `realtime`, nobody waits for the audio."""
        self._metrics = metrics
        self._endpoint = endpoint
        self._realtime = realtime
        self._text_at: float | None = None
        self.first_audio_s: float | None = None  # since the first text; None before it is sent

    def began(self) -> None:
        self._metrics.active_streams.labels(self._endpoint).inc()

    def text_came(self, text: str, now: float) -> None:
        """Begin to wait for the first audio; blanks, which some clients open with, do not."""
        if self._text_at is None and text and not text.isspace():
            self._text_at = now

    def enqueued_with_lead(self, backend: str, lead_s: float) -> None:
        """Note how urgent a segment was. A first one is left out: nobody listens before it."""
        if self._realtime:
            self._metrics.lead.labels(backend).observe(lead_s)

    def audio_sent(self, backend: str, now: float) -> None:
        if self.first_audio_s is not None or self._text_at is None or not self._realtime:
            return
        self.first_audio_s = now - self._text_at
        self._metrics.first_audio.labels(backend, self._endpoint).observe(self.first_audio_s)
        self._metrics.gaps.labels(backend, self._endpoint)  # from now on it is shown, as 0
        self._metrics.gap_seconds.labels(backend, self._endpoint)

    def gap(self, backend: str, gap_s: float) -> None:
        """Count a silence that the listener heard where there should have been speech."""
        if not self._realtime:
            return
        self._metrics.gaps.labels(backend, self._endpoint).inc()
        self._metrics.gap_seconds.labels(backend, self._endpoint).inc(gap_s)

    def ended(self, outcome: UtteranceOutcome) -> None:
        self._metrics.active_streams.labels(self._endpoint).dec()
        self._metrics.utterances.labels(self._endpoint, outcome).inc()
