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

from backend_queues.errors import NothingToSpeak, TakenOver, TTSError
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Event, Failure, Opened
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.services import Services
from frontend.streaming.delivery import SegmentDelivery
from frontend.streaming.loss_detector import RetryPolicy
from frontend.streaming.resumption import ResumePoint
from frontend.streaming.scheduler import SegmentScheduler
from frontend.streaming.stream import Stream
from frontend.streaming.text_buffer import TextBuffer
from frontend.telemetry.metrics.meter import Meter
from frontend.telemetry.traces import StreamEnd
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import ListenerMessage
from tasks.process.cancellation import cancel_and_wait
from tasks.process.logs import SPEECH, bind_contextvars, get_logger

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
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int = SAMPLE_RATE_HZ,
        beginning: ResumePoint | None = None,
    ) -> None:
        """Without a `beginning`, it is a new utterance from its start."""
        beginning = beginning or ResumePoint(uuid.uuid4().hex)
        self.id = beginning.take
        self._endpoint = endpoint
        self._sample_rate_hz = sample_rate_hz
        self._services = services
        self._text_buffer = TextBuffer(voice_settings, services.settings.max_text_chars)
        self._work = asyncio.Event()  # there may be something to enqueue
        self._news = asyncio.Event()  # there may be something to send
        terms = RetryPolicy.for_listener(services.settings)
        self._trace = services.traces.utterance(self.id, endpoint, voice_settings)
        self._delivery = SegmentDelivery(
            services,
            self.id,
            terms,
            work=self._work,
            news=self._news,
            first=beginning.position.segment_index,
            seed=beginning.seed,
            trace=self._trace,
        )
        self._meter = Meter(services.metrics, endpoint)
        self._stream = Stream(sample_rate_hz, self._meter, position=beginning.position)
        self._scheduler = SegmentScheduler(
            services,
            self._text_buffer,
            self._delivery,
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
        return self._text_buffer.voice_settings.backend.name

    @property
    def seed(self) -> int:
        return self._delivery.seed

    @property
    def first_audio_s(self) -> float | None:
        """How long the listener waited, from the first text to the first audio; None: not yet."""
        return self._meter.first_audio_s

    async def __aenter__(self) -> Self:
        bind_contextvars(utterance=self.id)  # for the runner, and for what the door logs
        self._meter.began()
        voice_settings, endpoint = self._text_buffer.voice_settings, self._endpoint
        fields = {
            "door": endpoint,
            "backend": voice_settings.backend.name,
            "voice": voice_settings.voice,
        }
        speech_log.info("A stream opens.", **fields)
        self._services.results.attach(self.id, self._delivery, self._taken_over)
        self._runner = asyncio.create_task(
            self._scheduler.run(self._opened), name=f"utterance {self.id}"
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
        self._delivery.close()
        self._meter.ended(self._outcome)
        self._tell_end()
        # A client that left takes its handler's task with it: what is awaited here would not run.
        self._services.background.spawn(self._say_goodbye())

    def change_voice(self, voice_settings: VoiceSettings) -> None:
        """Speak the text to come in another style."""
        self._text_buffer.voice_settings = voice_settings

    def write(self, text: str) -> None:
        """Take more text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        now = time.monotonic()
        self._text_buffer.write(text, now)
        self._meter.text_came(text, now)
        self._work.set()

    def end_text(self) -> None:
        """Take the text as complete."""
        self._text_buffer.end()
        self._work.set()

    def fail(self, error: TTSError) -> None:
        """End the stream with an error."""
        self._failure = self._failure or Failure(error.code, error.message, error.retryable)
        self._scheduler.stop()
        self._news.set()

    def _taken_over(self) -> None:
        """Another frontend goes on with it, and has cancelled it."""
        self._delivery.close()
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
            if self._scheduler.announced:
                yield self._scheduler.announced.popleft()
            elif message := self._next_message():
                yield from self._stream.translate(message)
            else:
                return

    def _next_message(self) -> ListenerMessage | None:
        """Hold back audio of a segment that the client has not been told of yet."""
        announced = self._delivery.head < self._scheduler.announced_segments
        message = self._delivery.pop() if announced else None
        if message:
            self._trace.taken(message)
        return message

    def _last_events(self) -> Iterator[Event]:
        """Yield the end of the stream, if it is reached."""
        failed = self._delivery.failure
        if self._failure:
            yield from self._stream.fail(self._failure)
        elif failed and self._delivery.head >= failed.segment_index:
            error = failed.error
            failure = Failure(error.code, error.message, error.retryable, failed.segment_index)
            yield from self._stream.fail(failure)
        elif self._text_buffer.exhausted and self._delivery.head >= self._scheduler.segments:
            yield from self._stream.finish() if self._scheduler.segments else [NOTHING_TO_SPEAK]

    def _opened(self, voice_settings: VoiceSettings) -> Opened:
        return Opened(
            self.id, voice_settings.backend.name, voice_settings.voice, self._sample_rate_hz
        )

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
        await cancel_and_wait(self._runner)


def _outcome_of(last: Event) -> UtteranceOutcome:
    """Say how an utterance has ended when this is the last it has told; with audio it has not."""
    match last:
        case Done():
            return UtteranceOutcome.DONE
        case Failure():
            return UtteranceOutcome.FAILED
    return UtteranceOutcome.CANCELLED
