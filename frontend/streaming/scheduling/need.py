"""How much speech one utterance still needs of the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.streaming.delivery.backend_choice import BackendChoice
    from frontend.streaming.delivery.in_flight import InFlightSegments
    from frontend.streaming.scheduling.text_buffer import TextBuffer

# What is taken for a text that is still being written.
OPEN_TEXT_S = 5.0


class Need:
    """What is left to synthesise; it is read from the state of the utterance, so it cannot stay."""

    def __init__(
        self, text_buffer: TextBuffer, segments: InFlightSegments, choice: BackendChoice
    ) -> None:
        self._text_buffer = text_buffer
        self._choice = choice
        self._segments = segments

    @property
    def backend(self) -> str:
        """The backend that speaks what comes next."""
        return self._choice.following(self._text_buffer.next_voice_settings).backend.name

    @property
    def seconds(self) -> float:
        """Roughly how much speech; 0 once all of it has been synthesised."""
        known_s = self._segments.seconds + self._segments.expected_s(
            self._text_buffer.waiting_chars
        )
        return known_s if self._text_buffer.ended else max(known_s, OPEN_TEXT_S)
