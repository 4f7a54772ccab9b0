"""The life of one utterance, from its first text to the end of its stream.

It ends in exactly one way: everything has been spoken (Done), a segment or the text cannot be
(Failure), or the client has left and the utterance is cancelled.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Self

from msgspec.structs import asdict
from redis import RedisError

from frontend.door import Door
from frontend.events import Done, Event, Failure, Opened
from frontend.feeder import Feeder
from frontend.flight import Flight
from frontend.metrics.instruments import UtteranceOutcome
from frontend.metrics.meter import Meter
from frontend.ordering import Ordered
from frontend.resumption import Beginning
from frontend.script import Script
from frontend.services import Services
from frontend.stream import Stream
from frontend.style import Style
from frontend.traces import StreamEnd
from frontend.watch import Terms
from tasks.ending import end_tasks
from tasks.errors import NothingToSpeak, TakenOver, TTSError
from tasks.logs import SPEECH, bind_contextvars, get_logger

log = get_logger(__name__)
speech_log = get_logger(SPEECH)

SAMPLE_RATE_HZ = 24_000  # where a client asks for no other

NOTHING_TO_SPEAK = Failure(
    NothingToSpeak.code, "The text holds nothing that can be said: no letter and no digit.", False
)


class Utterance:
    """Text goes in by `write` and `end_text`, what a client is told comes out of `events`.

    Use it as a context manager: to leave before the stream has ended cancels the utterance.
    """

    def __init__(
        self,
        services: Services,
        style: Style,
        door: Door,
        sample_rate_hz: int = SAMPLE_RATE_HZ,
        beginning: Beginning | None = None,
    ) -> None:
        """Without a `beginning`, it is a new utterance from its start."""
        beginning = beginning or Beginning(uuid.uuid4().hex)
        self.id = beginning.take
        self._door = door
        self._sample_rate_hz = sample_rate_hz
        self._services = services
        self._script = Script(style, services.settings.max_text_chars)
        self._work = asyncio.Event()  # there may be something to enqueue
        self._news = asyncio.Event()  # there may be something to send
        terms = Terms.for_listener(services.settings)
        self._trace = services.traces.utterance(self.id, door, style)
        self._flight = Flight(
            services,
            self.id,
            terms,
            work=self._work,
            news=self._news,
            first=beginning.position.segment_index,
            seed=beginning.seed,
            trace=self._trace,
        )
        self._meter = Meter(services.metrics, door)
        self._stream = Stream(sample_rate_hz, self._meter, position=beginning.position)
        self._feeder = Feeder(
            services,
            self._script,
            self._flight,
            self._stream,
            self._meter,
            beginning.position,
            work=self._work,
            news=self._news,
        )
        self._failure: Failure | None = None
        self._outcome = UtteranceOutcome.CANCELLED  # unless its stream comes to its end
        self._error = ""  # the code of its failure

    @property
    def backend(self) -> str:
        """The backend that speaks what comes next."""
        return self._script.style.backend.name

    @property
    def seed(self) -> int:
        return self._flight.seed

    @property
    def first_audio_s(self) -> float | None:
        """How long the listener waited, from the first text to the first audio; None: not yet."""
        return self._meter.first_audio_s

    async def __aenter__(self) -> Self:
        bind_contextvars(utterance=self.id)  # for the runner, and for what the door logs
        self._meter.began()
        style, door = self._script.style, self._door
        fields = {"door": door, "backend": style.backend.name, "voice": style.voice}
        speech_log.info("A stream opens.", **fields)
        self._services.results.attach(self.id, self._flight, self._taken_over)
        self._runner = asyncio.create_task(
            self._feeder.run(self._opened), name=f"utterance {self.id}"
        )
        self._runner.add_done_callback(self._note_runner_end)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._runner.cancel()
        self._services.results.detach(self.id)
        self._flight.close()
        self._meter.ended(self._outcome)
        self._tell_end()
        # A client that left takes its handler's task with it: what is awaited here would not run.
        self._services.background.spawn(self._say_goodbye())

    def restyle(self, style: Style) -> None:
        """Speak the text to come in another style."""
        self._script.style = style

    def write(self, text: str) -> None:
        """Take more text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        now = time.monotonic()
        self._script.write(text, now)
        self._meter.text_came(text, now)
        self._work.set()

    def end_text(self) -> None:
        """Take the text as complete."""
        self._script.end()
        self._work.set()

    def fail(self, error: TTSError) -> None:
        """End the stream with an error."""
        self._failure = self._failure or Failure(error.code, error.message, error.retryable)
        self._feeder.stop()
        self._news.set()

    def _taken_over(self) -> None:
        """Another frontend goes on with it, and has cancelled it."""
        self._flight.close()
        self.fail(TakenOver("The stream goes on over another connection."))

    async def events(self) -> AsyncIterator[Event]:
        """Yield everything the client is told, in order; the last event is Done or Failure."""
        while True:
            bind_contextvars(utterance=self.id)  # the task that takes them may be another
            self._news.clear()
            for event in self._available():
                yield event
            for event in self._last_events():
                self._outcome = _outcome_of(event)
                self._error = event.code if isinstance(event, Failure) else ""
                yield event
            if self._outcome is not UtteranceOutcome.CANCELLED:
                return
            self._stream.wait()
            await self._news.wait()

    def _available(self) -> Iterator[Event]:
        """Yield what is here, as long as the stream has not failed."""
        while self._failure is None:
            if self._feeder.announced:
                yield self._feeder.announced.popleft()
            elif frame := self._next_frame():
                yield from self._stream.translate(frame)
            else:
                return

    def _next_frame(self) -> Ordered | None:
        """Hold back what a quick worker sends before the client has been told of the segment."""
        announced = self._flight.head < self._feeder.announced_segments
        frame = self._flight.pop() if announced else None
        if frame:
            self._trace.taken(frame)
        return frame

    def _last_events(self) -> Iterator[Event]:
        """Yield the end of the stream, if it is reached."""
        failed = self._flight.failure
        if self._failure:
            yield from self._stream.fail(self._failure)
        elif failed and self._flight.head >= failed.segment_index:
            error = failed.error
            failure = Failure(error.code, error.message, error.retryable, failed.segment_index)
            yield from self._stream.fail(failure)
        elif self._script.exhausted and self._flight.head >= self._feeder.segments:
            yield from self._stream.finish() if self._feeder.segments else [NOTHING_TO_SPEAK]

    def _opened(self, style: Style) -> Opened:
        return Opened(self.id, style.backend.name, style.voice, self._sample_rate_hz)

    def _note_runner_end(self, runner: asyncio.Task[None]) -> None:
        """A fault of our own must end the stream too, not leave its client waiting."""
        error = None if runner.cancelled() else runner.exception()
        if error:
            log.error("An utterance broke.", utterance=self.id, exc_info=error)
            self.fail(TTSError(f"The server has a fault: {error!r}"))

    def _tell_end(self) -> None:
        had = self._stream.so_far()
        waited_s = None if self.first_audio_s is None else round(self.first_audio_s, 3)
        end = StreamEnd(self._outcome, self._error, waited_s, had.segments, had.audio_s)
        speech_log.info("A stream has ended.", utterance=self.id, **asdict(end))
        self._trace.ended(end)

    async def _say_goodbye(self) -> None:
        bus = self._services.bus
        try:
            if self._outcome is UtteranceOutcome.DONE:
                await bus.close_utterance(self.id)
            else:
                await bus.cancel_utterance(self.id)
        except (RedisError, OSError) as error:
            told = {"utterance": self.id, "error": str(error)}
            log.warning("Redis could not be told that an utterance is over.", **told)
        await end_tasks(self._runner)


def _outcome_of(last: Event) -> UtteranceOutcome:
    """Say how an utterance has ended when this is the last it has told; with audio it has not."""
    match last:
        case Done():
            return UtteranceOutcome.DONE
        case Failure():
            return UtteranceOutcome.FAILED
    return UtteranceOutcome.CANCELLED
