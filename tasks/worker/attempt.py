"""One attempt at a claimed segment: its speech is published, or the reason why there is none."""

import os
import time
from collections.abc import Generator
from typing import Never

from backend_queues.base import Backend, Speech, SpeechRequest
from backend_queues.errors import (
    ModelFailed,
    RedisUnavailable,
    SynthesisFailed,
    TTSError,
    new_error_id,
    pointing_to_log,
)
from tasks.bus import WorkerBus
from tasks.messages import SegmentTask
from tasks.process.logs import SPEECH, bind_contextvars, get_logger
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.publisher import Publisher
from tasks.worker.shaping import Shaper, pause
from tasks.worker.speed import Spoken
from tasks.worker.voice_samples import fetch_voice_sample

log = get_logger(__name__)
speech_log = get_logger(SPEECH)

# Seconds of speech that are published, part by part; at the end what was spoken, None if it was
# cancelled or has failed.
Parts = Generator[float, None, Spoken | None]
WORKER_LOG = "the worker's log"


class Attempt:
    """Speaks one claimed segment with a backend and publishes what comes of it.

    `run` does it all, `parts` a part at a time. In a batch, whose speech comes from elsewhere, it
    is begun, given its parts and finished or failed.
    """

    def __init__(self, backend: Backend, name: str, bus: WorkerBus, segment: ActiveSegment) -> None:
        self.segment = segment
        self._backend = backend
        self._name = name
        self._bus = bus
        self._task: SegmentTask = segment.task
        self._publisher = Publisher(
            bus, segment.task, backend.sample_rate_hz, needed_at=segment.needed_at
        )
        self._shaper = Shaper(backend.sample_rate_hz, segment.task.pause_s)
        self._batch = 1
        self._started_at = 0.0
        self._first_audio_s = 0.0

    def run(self) -> Spoken | None:
        """Speak the segment; None if it was cancelled or has failed, which is published.

        Raises:
            RedisUnavailable: Redis does not take the messages.
            Exception: what the backend raised, if it is not one of our own errors.
        """
        parts = self.parts()
        while True:
            try:
                next(parts)
            except StopIteration as end:
                spoken: Spoken | None = end.value
                return spoken

    def parts(self) -> Parts:
        """Speak the segment; between two parts others may be spoken, whose time is not counted.

        Raises:
            RedisUnavailable: Redis does not take the messages.
            Exception: what the backend raised, if it is not one of our own errors.
        """
        self.begin()
        try:
            return (yield from self._speak())
        except RedisUnavailable:
            raise
        except Exception as error:
            self.fail(error)
            if not isinstance(error, TTSError):
                raise  # the task fails in Celery's eyes too, which logs the traceback
            return None

    @property
    def request(self) -> SpeechRequest:
        return _request(self._task)

    def begin(self, batch: int = 1) -> None:
        """Expect the segment's speech from its beginning, made with that of so many at once.

        It may have been begun before: what was published of it is not published again.
        """
        speech_log.debug("A segment is begun.", text=self._task.text)
        self._batch = batch
        self._shaper = Shaper(self._backend.sample_rate_hz, self._task.pause_s)
        self._publisher.begin_again()
        self._started_at = time.monotonic()
        self._first_audio_s = 0.0
        self.segment.progress()

    def add(self, part: Speech) -> None:
        """Publish what can be heard so far, with another part."""
        for speech in self._shaper.push(part):
            self._publish(speech)

    def send_all(self) -> None:
        """Send what was published and waits for the next part: others are spoken before it."""
        self._publisher.send_all()

    def finish(self) -> Spoken:
        """Publish the rest and the end. Raises SynthesisFailed if everything was silence."""
        for speech in self._shaper.finish():
            self._publish(speech)
        return self._end()

    def fail(self, error: Exception) -> None:
        """Publish why there is no more, unless nobody wants to know."""
        if isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError):
            self._end_without_memory()
        if not isinstance(error, TTSError):
            self._publisher.failed(self._unexpected_failure())
        elif not self.segment.cancelled():  # a cancelled backend may end without a sample
            self._fail_with(self._model_failure(error) if isinstance(error, ModelFailed) else error)

    def _speak(self) -> Parts:
        task, cancelled = self._task, self.segment.cancelled
        if cancelled():
            return None
        if not task.text:
            self._publish(pause(task.pause_s, self._backend.sample_rate_hz))
            return self._end()
        if task.voice_sample:
            fetch_voice_sample(self._bus, task.voice_sample, cancelled)
        for part in self._backend.synthesize(self.request, cancelled):
            if cancelled():
                break
            before = self._publisher.taken
            self.add(part)
            left_at = time.monotonic()
            yield (self._publisher.taken - before) / self._backend.sample_rate_hz
            self._started_at += time.monotonic() - left_at
        return None if cancelled() else self.finish()

    def _publish(self, speech: Speech) -> None:
        if len(speech.samples) and not self._first_audio_s:
            self._first_audio_s = time.monotonic() - self._started_at
        self._publisher.speech(speech)
        self.segment.progress()

    def _end(self) -> Spoken:
        synthesis_s = time.monotonic() - self._started_at
        self._publisher.finished(synthesis_s, self._batch)
        audio_s = self._publisher.samples / self._backend.sample_rate_hz
        figures = {"synthesis_s": round(synthesis_s, 3), "audio_s": round(audio_s, 3)}
        together = {"batch": self._batch} if self._batch > 1 else {}
        speech_log.info("A segment is spoken.", **figures, **together)
        return Spoken(self._first_audio_s, synthesis_s, audio_s)

    def _fail_with(self, error: TTSError) -> None:
        self._publisher.failed(error)
        # An error that is about the text may quote it in its message.
        reason = error.message if error.retryable else error.code
        speech_log.info("A segment has failed.", code=error.code, reason=reason)

    def _unexpected_failure(self) -> SynthesisFailed:
        """Return what the client may know; Celery's line with the traceback gets the same id."""
        error_id = new_error_id()
        bind_contextvars(error_id=error_id)
        return self._failure(error_id)

    def _model_failure(self, error: ModelFailed) -> SynthesisFailed:
        """Log what the model raised; return what the client may know."""
        error_id = new_error_id()
        log.error("The model failed.", error_id=error_id, exc_info=error.__cause__)
        return self._failure(error_id)

    def _failure(self, error_id: str) -> SynthesisFailed:
        return SynthesisFailed(pointing_to_log(f"{self._name} failed", WORKER_LOG, error_id))

    def end_worker(self, reason: str) -> Never:
        """Publish that the attempt has failed, and end the process, which is started again.

        What its owner has heard of is no crash at the text, of which others would be warned.
        """
        try:
            self._publisher.failed(SynthesisFailed(f"{self._name} {reason}"))
        finally:
            os._exit(1)

    def _end_without_memory(self) -> Never:
        """End the process without memory.

        Nobody can know what else failed for want of it inside the backend and its libraries, and
        only the end of the process is sure to release what it holds.
        """
        try:
            log.critical("%s has run out of memory; the worker ends.", self._name)
        finally:
            self.end_worker("has run out of memory")


def leave(error: RedisUnavailable) -> None:
    """Log that no message can be sent. The owner notices the silence and asks another worker."""
    log.warning("A segment is left to another worker; Redis did not take it.", error=str(error))


def _request(task: SegmentTask) -> SpeechRequest:
    return SpeechRequest(
        text=task.text,
        voice=task.voice,
        language=task.language,
        options=task.options,
        segment_index=task.segment_index,
        seed=task.seed,
        voice_sample=task.voice_sample,
    )
