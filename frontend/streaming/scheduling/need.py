"""How much speech one utterance still needs of the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.streaming.delivery.backend_choice import BackendChoice
    from frontend.streaming.delivery.in_flight import InFlightSegments
    from frontend.streaming.ports import Clock
    from frontend.streaming.scheduling.text_buffer import TextBuffer
    from frontend.streaming.stream import Stream

# What is taken for a text that is still being written.
OPEN_TEXT_S = 5.0


class Need:
    """What is left to synthesise; it is read from the state of the utterance, so it cannot stay."""

    def __init__(
        self,
        text_buffer: TextBuffer,
        segments: InFlightSegments,
        choice: BackendChoice,
        stream: Stream,
        clock: Clock,
    ) -> None:
        self._text_buffer = text_buffer
        self._choice = choice
        self._segments = segments
        self._stream = stream
        self._clock = clock

    @property
    def backend(self) -> str:
        """The backend that speaks what comes next."""
        return self._choice.following(self._text_buffer.next_voice_settings).backend.name

    @property
    def seconds(self) -> float:
        """Roughly how much speech; 0 once all of it has been synthesised."""
        if self._segments.failure:  # what is written after it is not spoken
            return self._segments.seconds
        return self._known_s if self._text_buffer.ended else max(self._known_s, OPEN_TEXT_S)

    @property
    def begun_s(self) -> float:
        """How much of it a worker is speaking."""
        segments = self._segments
        return sum(segments.left_s(entry) for entry in segments.ledger if entry.started)

    @property
    def lead_s(self) -> float:
        """How long the listener will have something to hear when that is made.

        It is 0 for one who has heard nothing yet, or who waits for the writer of the text.
        """
        if not self._stream.heard or self._known_s <= self.begun_s:
            return 0.0
        return self._stream.lead_s(self._clock()) + self._segments.unsent_s + self.begun_s

    @property
    def _known_s(self) -> float:
        waiting_s = self._segments.expected_s(self._text_buffer.waiting_chars)
        return self._segments.seconds + waiting_s
