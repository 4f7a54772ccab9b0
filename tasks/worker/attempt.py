"""One attempt at a claimed segment: its speech is published, or the reason why there is none."""

import os
import time
from collections.abc import Iterator
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
from tasks.worker.shaping import pause, shape
from tasks.worker.speed import Spoken
from tasks.worker.voice_samples import fetch_voice_sample

log = get_logger(__name__)
speech_log = get_logger(SPEECH)

WORKER_LOG = "the worker's log"


class Attempt:
    """Speaks one claimed segment with a backend and publishes what comes of it."""

    def __init__(self, backend: Backend, name: str, bus: WorkerBus, segment: ActiveSegment) -> None:
        self._backend = backend
        self._name = name
        self._bus = bus
        self._segment = segment
        self._task: SegmentTask = segment.task
        self._publisher = Publisher(bus, segment.task, backend.sample_rate_hz)
        self._started_at = 0.0
        self._first_audio_s = 0.0

    def run(self) -> Spoken | None:
        """Speak the segment; None if it was cancelled or has failed, which is published.

        Raises:
            RedisUnavailable: Redis does not take the messages.
            Exception: what the backend raised, if it is not one of our own errors.
        """
        speech_log.debug("A segment is begun.", text=self._task.text)
        self._started_at = time.monotonic()
        try:
            self._publish_speech()
        except RedisUnavailable:
            raise
        except Exception as error:
            self._fail(error)
            if not isinstance(error, TTSError):
                raise  # the task fails in Celery's eyes too, which logs the traceback
            return None
        if self._segment.cancelled():
            return None
        return self._finish(time.monotonic() - self._started_at)

    def _publish_speech(self) -> None:
        for speech in self._speech():
            if self._segment.cancelled():
                return
            if len(speech.samples) and not self._first_audio_s:
                self._first_audio_s = time.monotonic() - self._started_at
            self._publisher.speech(speech)
            self._segment.progress()

    def _speech(self) -> Iterator[Speech]:
        task, cancelled = self._task, self._segment.cancelled
        if not task.text:
            return iter([pause(task.pause_s, self._backend.sample_rate_hz)])
        if task.voice_sample:
            fetch_voice_sample(self._bus, task.voice_sample, cancelled)
        parts = self._backend.synthesize(_request(task), cancelled)
        return shape(parts, self._backend.sample_rate_hz, task.pause_s)

    def _finish(self, synthesis_s: float) -> Spoken:
        self._publisher.finished(synthesis_s)
        audio_s = self._publisher.samples / self._backend.sample_rate_hz
        figures = {"synthesis_s": round(synthesis_s, 3), "audio_s": round(audio_s, 3)}
        speech_log.info("A segment is spoken.", **figures)
        return Spoken(self._first_audio_s, synthesis_s, audio_s)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError):
            self._end_without_memory()
        if not isinstance(error, TTSError):
            self._publisher.failed(self._unexpected_failure())
        elif not self._segment.cancelled():  # a cancelled backend may end without a sample
            self._fail_with(self._model_failure(error) if isinstance(error, ModelFailed) else error)

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

    def _end_without_memory(self) -> Never:
        """Publish the failure and end the process, which the supervisor starts again.

        Nobody can know what else failed for want of memory inside the backend and its libraries,
        and only the end of the process is sure to release what it holds.
        """
        try:
            log.critical("%s has run out of memory; the worker ends.", self._name)
            self._publisher.failed(SynthesisFailed(f"{self._name} has run out of memory"))
        finally:
            os._exit(1)


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
