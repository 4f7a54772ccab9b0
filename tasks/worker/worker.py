"""One worker process: a loaded backend, its heart, and the work on one segment at a time."""

import os
import socket
import time
import uuid
from collections.abc import Iterator
from typing import Never

from redis import RedisError

from backend_queues.base import Backend, Speech, SpeechRequest
from backend_queues.errors import SynthesisFailed, TTSError
from backend_queues.registry import BackendSpec
from tasks.bus import Verdict, WorkerBus
from tasks.messages import Presence, SegmentTask
from tasks.process.logs import SPEECH, bind_contextvars, get_logger
from tasks.worker.heartbeat import ActiveSegment, WorkerHeartbeat
from tasks.worker.publisher import Publisher
from tasks.worker.shaping import pause, shape
from tasks.worker.voice_samples import fetch_voice_sample

log = get_logger(__name__)
speech_log = get_logger(SPEECH)

# Weight of the newest segment in the running means that presence tells of.
NEWEST_WEIGHT = 0.2


class Worker:
    """Speaks segments with one backend, which is loaded before the first task is taken."""

    def __init__(self, spec: BackendSpec, redis_url: str) -> None:
        self.name = f"{spec.name}-{uuid.uuid4().hex[:12]}"
        self._spec = spec
        self._backend: Backend = spec.create()
        self._bus = WorkerBus(redis_url)
        self._heart = WorkerHeartbeat(self._bus, self.name, self._presence)
        self._busy = False
        self._segment_s = 0.0
        self._real_time_factor = 0.0

    def load(self) -> None:
        started = time.monotonic()
        self._backend.load()
        load_s = round(time.monotonic() - started, 3)
        log.info("The engine is loaded.", backend=self._spec.name, load_s=load_s)

    def start(self) -> None:
        """Tell the frontends that the loaded backend is there."""
        self._heart.start()

    def stop(self) -> None:
        self._heart.stop()

    def speak(self, task: SegmentTask) -> None:
        """Speak one segment; if Redis goes away meanwhile, leave it to the next attempt."""
        bind_contextvars(**self._fields(task))
        try:
            self._speak(task)
        except RedisError as error:
            # Nobody can be told. The owner misses the frames and asks another worker.
            log.warning("A segment is left to others; Redis did not take it: %s", error)

    def _speak(self, task: SegmentTask) -> None:
        """Speak it, unless its claim says that somebody else does or nobody listens."""
        verdict = self._bus.claim(task, self.name)
        if verdict is not Verdict.CLAIMED:
            speech_log.info("A segment is left unspoken.", verdict=verdict)
            return
        self._busy = True
        try:
            with self._heart.holding(task) as hold:
                self._speak_claimed(task, hold)
        finally:
            self._busy = False

    def _speak_claimed(self, task: SegmentTask, hold: ActiveSegment) -> None:
        publisher = Publisher(self._bus, task, self._backend.sample_rate_hz)
        publisher.started(self.name)
        speech_log.debug("A segment is begun.", text=task.text)
        started = time.monotonic()
        try:
            for speech in self._shaped(task, hold):
                if hold.cancelled():
                    return
                publisher.speech(speech)
                hold.progress()
            if hold.cancelled():
                return
        except MemoryError:
            _end_without_memory(publisher, self._spec.name)
        except TTSError as error:
            if isinstance(error.__cause__, MemoryError):
                _end_without_memory(publisher, self._spec.name)
            if not hold.cancelled():  # a cancelled backend may end without a sample
                publisher.failed(error)
                # Of an error that is about the text, the message may quote it.
                reason = error.message if error.retryable else error.code
                speech_log.info("A segment has failed.", code=error.code, reason=reason)
            return
        except RedisError:
            raise
        except Exception as error:
            # The task must fail in Celery's eyes too, with its traceback in the worker's log.
            reason = f"{type(error).__name__}: {error}"
            publisher.failed(SynthesisFailed(f"{self._spec.name} failed: {reason}"))
            raise
        synthesis_s = time.monotonic() - started
        publisher.finished(synthesis_s)
        audio_s = publisher.samples / self._backend.sample_rate_hz
        if task.text:
            self._measure(synthesis_s, audio_s)
        figures = {"synthesis_s": round(synthesis_s, 3), "audio_s": round(audio_s, 3)}
        speech_log.info("A segment is spoken.", **figures)

    def _shaped(self, task: SegmentTask, hold: ActiveSegment) -> Iterator[Speech]:
        if not task.text:
            return iter([pause(task.pause_s, self._backend.sample_rate_hz)])
        if task.voice_sample:
            fetch_voice_sample(self._bus, task.voice_sample, hold.cancelled)
        request = SpeechRequest(
            text=task.text,
            voice=task.voice,
            language=task.language,
            options=task.options,
            segment_index=task.segment_index,
            seed=task.seed,
            voice_sample=task.voice_sample,
        )
        parts = self._backend.synthesize(request, hold.cancelled)
        return shape(parts, self._backend.sample_rate_hz, task.pause_s)

    def _fields(self, task: SegmentTask) -> dict[str, object]:
        """Return what every line says that is logged, by whomever, while the segment is spoken."""
        return {
            "utterance": task.utterance,
            "segment_index": task.segment_index,
            "attempt": task.attempt,
            "backend": self._spec.name,
            "worker": self.name,
        }

    def _measure(self, synthesis_s: float, audio_s: float) -> None:
        factor = synthesis_s / audio_s
        weight = NEWEST_WEIGHT if self._segment_s else 1.0
        self._segment_s += weight * (synthesis_s - self._segment_s)
        self._real_time_factor += weight * (factor - self._real_time_factor)

    def _presence(self) -> Presence:
        return Presence(
            worker=self.name,
            backend=self._spec.name,
            host=socket.gethostname(),
            pid=os.getpid(),
            sample_rate_hz=self._backend.sample_rate_hz,
            voices=tuple(self._backend.voices()),
            capabilities=self._backend.capabilities,
            busy=self._busy,
            segment_s=self._segment_s,
            real_time_factor=self._real_time_factor,
        )


def _end_without_memory(publisher: Publisher, backend: str) -> Never:
    """Tell the owner of the segment and end the process, which is started again.

    It cannot be known what else failed for want of memory inside the engine and its libraries,
    and only the end of the process is sure to give back what it holds.
    """
    try:
        log.critical("%s has run out of memory; the worker ends.", backend)
        publisher.failed(SynthesisFailed(f"{backend} has run out of memory"))
    finally:
        os._exit(1)
