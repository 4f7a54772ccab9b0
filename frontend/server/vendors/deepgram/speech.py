"""A text of its own in a connection: what is written of it waits until its turn to be spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from frontend.access.errors import TooManyRequests
from frontend.streaming.contexts.context import Interrupted

if TYPE_CHECKING:
    from frontend.server.vendors.deepgram.controls import Controls
    from frontend.streaming.contexts.context import Context
    from frontend.voices.voice_settings import VoiceSettings

Step = Callable[["Context"], object]

MOST_FLUSHES = 1_000  # of one text that may wait for their audio


class Speech:
    """Takes a text before and while it is spoken by a context."""

    def __init__(self, controls: Controls) -> None:
        self.controls = controls
        self.flushes = 0
        self.answered_flushes = 0
        self.ended = False  # its text is complete
        self.audio_s = 0.0  # of it, that was sent
        self._unflushed = False
        self._context: Context | None = None
        self._steps: list[Step] = []  # what was asked of it before its turn came
        self._voice_step: Step | None = None  # the last change of the voice among them
        self._waiting: list[str] = []  # the text of them
        self._waiting_chars = 0

    @property
    def waiting_chars(self) -> int:
        """How much text waits for its turn."""
        return self._waiting_chars

    def open(self, context: Context) -> None:
        """Its turn has come: do all that was asked before. Raises TextTooLong."""
        self._context = context
        steps, self._steps, self._waiting = self._steps, [], []
        self._waiting_chars = 0
        for step in steps:
            step(context)

    def write(self, text: str) -> None:
        """Take more of the text. Raises TextTooLong."""
        self._unflushed = self._unflushed or bool(text.strip())
        self._write(self.controls.read(text))

    def flush(self) -> None:
        """Have what is written spoken; its Flushed has the number `flushes`.

        Raises:
            TooManyRequests: too many flushes wait for their audio.
        """
        if self.flushes - self.answered_flushes >= MOST_FLUSHES:
            raise TooManyRequests(f"More than {MOST_FLUSHES:,} flushes wait for their audio.")
        self._write(self.controls.finish())
        self.flushes += 1
        self._unflushed = False
        self._do(lambda context: context.flush())

    def change_voice(self, voice_settings: VoiceSettings) -> None:
        """Speak the text to come with other voice settings."""
        if self._steps and self._steps[-1] is self._voice_step:
            self._steps.pop()  # nothing was written since
        self._voice_step = lambda context: context.change_voice(voice_settings)
        self._do(self._voice_step)

    def end(self) -> None:
        """Take the text as complete."""
        if not self.ended:
            self.ended = True
            self._write(self.controls.finish())
            self._do(lambda context: context.end())

    def is_done_with(self, flush: int) -> bool:
        """Tell whether that flush is the last one, and nothing was written after it."""
        return flush == self.flushes and not self._unflushed

    def interrupt(self, played_s: float) -> Interrupted:
        """Tell what was heard when so much of its audio was played."""
        if self._context is None:
            waiting = "".join(self._waiting).encode("utf-8", "ignore").decode()
            return Interrupted("", waiting.strip())
        return self._context.interrupt(min(max(0.0, played_s), self.audio_s))

    def _write(self, text: str) -> None:
        if text and self._context is None:
            self._waiting.append(text)
            self._waiting_chars += len(text)
        if text:
            self._do(lambda context: context.write(text))

    def _do(self, step: Step) -> None:
        if self._context is None:
            self._steps.append(step)
        else:
            step(self._context)
