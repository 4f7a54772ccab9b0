"""The life of one utterance, from its first text to the end of its stream.

It ends in exactly one way: everything has been spoken (Done), a segment or the text cannot be
(Failure), or the client has left and the utterance is cancelled.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import asdict

from backend_queues.errors import TakenOver, TTSError
from frontend.protocol.events import Event, Opened
from frontend.protocol.faults import internal_error
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.telemetry.traces import StreamEnd, Trace
from tasks.farewell import Farewell
from tasks.process.cancellation import cancel_and_wait
from tasks.process.logs import SPEECH, bind_contextvars, get_logger

if TYPE_CHECKING:
    from frontend.protocol.endpoints import Endpoint
    from frontend.streaming.admission.ticket import Ticket
    from frontend.streaming.background import Background
    from frontend.streaming.delivery.segment_delivery import SegmentDelivery
    from frontend.streaming.event_pump import EventPump
    from frontend.streaming.farewells import Farewells
    from frontend.streaming.journal.entries import Continued, Entry
    from frontend.streaming.journal.script import SettingsOf
    from frontend.streaming.ports import Clock, Transport
    from frontend.streaming.scheduling.scheduler import SegmentScheduler
    from frontend.streaming.scheduling.text_buffer import TextBuffer
    from frontend.streaming.signals import Signals
    from frontend.streaming.stream import Stream
    from frontend.telemetry.metrics.meter import Meter
    from frontend.text import PhraseLimits
    from frontend.voices.voice_settings import VoiceSettings

log = get_logger(__name__)
speech_log = get_logger(SPEECH)


@dataclass(frozen=True)
class UtteranceParts:
    """What an utterance is made of; `frontend.streaming.assembly` puts it together."""

    ticket: Ticket
    text_buffer: TextBuffer
    delivery: SegmentDelivery
    scheduler: SegmentScheduler
    stream: Stream
    pump: EventPump
    meter: Meter
    trace: Trace
    signals: Signals


class Utterance:
    """Opens and closes one client's request: text goes in by `write`, `events` come out.

    Use it as a context manager: leaving before the stream has ended cancels the utterance.
    """

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        sample_rate_hz: int,
        parts: UtteranceParts,
        transport: Transport,
        background: Background,
        farewells: Farewells,
        clock: Clock,
    ) -> None:
        self.id = name
        self._endpoint = endpoint
        self._sample_rate_hz = sample_rate_hz
        self._parts = parts
        self._transport = transport
        self._background = background
        self._farewells = farewells
        self._clock = clock
        self.keeps_log = False  # so that what was spoken of it can be heard again
        self._warnings: tuple[str, ...] = ()  # what of its text cannot be followed
        self._has_opened = False
        self.note_text: Callable[[str], None] = _ignore  # is called with what is written
        self.note_taken_over: Callable[[], None] = _go_on  # is called when another speaks it

    @property
    def ticket(self) -> Ticket:
        """What admission knows of it; it is spoken once its turn has come."""
        return self._parts.ticket

    @property
    def backend(self) -> str:
        """The backend that speaks what comes next."""
        asked = self._parts.text_buffer.next_voice_settings
        return self._parts.delivery.choice.following(asked).backend.name

    @property
    def seed(self) -> int:
        return self._parts.delivery.seed

    @property
    def continued(self) -> Sequence[Continued]:
        """What it takes to go on with the backends that speak in the place of others."""
        return self._parts.delivery.choice.continued

    @property
    def first_phrase(self) -> PhraseLimits | None:
        """How its first sentence was cut; None if it stays whole."""
        return self._parts.text_buffer.first_phrase

    @property
    def first_audio_s(self) -> float | None:
        """How long the listener waited, from the first text to the first audio; None: not yet."""
        return self._parts.meter.first_audio_s

    async def __aenter__(self) -> Self:
        bind_contextvars(utterance=self.id)  # for the runner, and for what the endpoint logs
        self._parts.meter.began()
        settings = self._parts.text_buffer.written.voice_settings
        fields = {"door": self._endpoint, "backend": self.backend, "voice": settings.voice}
        speech_log.info("A stream opens.", **fields)
        self._transport.source.attach(self.id, self._parts.delivery, self._taken_over)
        self._runner = asyncio.create_task(self._run(), name=f"utterance {self.id}")
        self._runner.add_done_callback(self._note_runner_end)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._runner.cancel()
        self._transport.source.detach(self.id)
        farewell = self._farewell()
        self._parts.delivery.close()
        self._parts.meter.ended(self._parts.pump.outcome)
        self._report_end()
        # A client that left takes its handler's task with it: what is awaited here would not run.
        self._farewells.say(farewell)
        self._background.spawn(cancel_and_wait(self._runner))

    def change_voice(self, voice_settings: VoiceSettings) -> None:
        """Speak the text to come with other voice settings."""
        self._parts.text_buffer.written.voice_settings = voice_settings

    def warn(self, warnings: tuple[str, ...]) -> bool:
        """Tell the client with the first event; false if that was told before."""
        self._warnings += warnings
        return not self._has_opened

    def turn(self, voice_settings: VoiceSettings, *, is_sentence: bool = False) -> None:
        """End what is written, and speak what follows with other voice settings."""
        self._parts.text_buffer.written.turn(voice_settings, is_sentence=is_sentence)

    def mark(self, name: str) -> None:
        """Take a mark behind what is written."""
        self._parts.text_buffer.written.mark(name)

    def write(self, text: str) -> None:
        """Take more text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        now = self._clock()
        self._parts.text_buffer.write(text, now)
        self.note_text(text)
        self._parts.meter.text_came(text, now)
        self._parts.signals.wake()

    def flush(self, number: int) -> None:
        """Have what is written spoken, whether or not it is a sentence, and tell when it was."""
        self._parts.text_buffer.written.flush(number)
        self._parts.signals.wake()

    def rest(self) -> str:
        """Return the text that no event has told of; the utterance is to be left then."""
        unannounced, rest = self._parts.scheduler.unannounced(), self._parts.text_buffer.rest()
        return " ".join(filter(None, (unannounced, rest)))

    def repeat(self, entries: Sequence[Entry], settings_of: SettingsOf) -> None:
        """Take what was noted of its text by the generation before."""
        self._parts.text_buffer.repeat(entries, settings_of)
        self._parts.signals.wake()

    def end_text(self) -> None:
        """Take the text as complete."""
        self._parts.text_buffer.end()
        self._parts.signals.wake()

    def fail(self, error: TTSError) -> None:
        """End the stream with an error."""
        self._parts.scheduler.stop()
        self._parts.ticket.end()
        self._parts.pump.fail(error)

    async def events(self) -> AsyncIterator[Event]:
        """Yield every event of the stream, in order; the last is Done or Failure."""
        bind_contextvars(utterance=self.id)  # the task that takes them may be another
        async for event in self._parts.pump.events():
            yield event
            bind_contextvars(utterance=self.id)

    async def _run(self) -> None:
        try:
            await self._parts.ticket.turn()
        except TTSError as error:
            self.fail(error)
        else:
            await self._parts.scheduler.run(self._opened)

    def _taken_over(self) -> None:
        """Another frontend resumes it, and has cancelled it here."""
        self.note_taken_over()
        self._parts.delivery.close()
        self.fail(TakenOver("The stream goes on over another connection."))

    def _opened(self, voice_settings: VoiceSettings) -> Opened:
        self._has_opened = True
        backend, voice = voice_settings.backend.name, voice_settings.voice
        return Opened(self.id, backend, voice, self._sample_rate_hz, self._warnings)

    def _note_runner_end(self, runner: asyncio.Task[None]) -> None:
        """A fault of our own must end the stream too, not leave its client waiting."""
        error = None if runner.cancelled() else runner.exception()
        if isinstance(error, TTSError):
            self.fail(error)
        elif error:
            self.fail(internal_error(log, "An utterance broke.", error, utterance=self.id))

    def _report_end(self) -> None:
        if tag := self._parts.text_buffer.cutter.unclosed:
            log.warning("A block of reasoning was not closed.", utterance=self.id, tag=tag)
        had, pump = self._parts.stream.so_far(), self._parts.pump
        waited_s = None if self.first_audio_s is None else round(self.first_audio_s, 3)
        end = StreamEnd(pump.outcome, pump.error_code, waited_s, had.segments, had.audio_s)
        speech_log.info("A stream has ended.", utterance=self.id, **asdict(end))
        self._parts.trace.ended(end)

    def _farewell(self) -> Farewell:
        cancelled = self._parts.pump.outcome is not UtteranceOutcome.DONE
        return Farewell(self.id, cancelled, self.keeps_log, self._parts.delivery.waiting())


def _ignore(_: str) -> None:
    """Nobody counts what is written."""


def _go_on() -> None:
    """Nothing is kept of it that another keeps from now on."""
