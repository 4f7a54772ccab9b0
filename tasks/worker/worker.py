"""One worker process: a loaded backend, its heartbeat, and the work on its segments."""

import os
import socket
from contextlib import ExitStack

from celery.worker.consumer import Consumer

from backend_queues.errors import RedisUnavailable
from backend_queues.registry import BackendSpec
from tasks.bus import Verdict, WorkerBus
from tasks.messages import Presence, SegmentTask
from tasks.process.logs import SPEECH, bind_contextvars, get_logger
from tasks.process.worker_name import own_name
from tasks.worker.attempt import Attempt, leave
from tasks.worker.batches.batching import Batching
from tasks.worker.batches.preemption import Preemption
from tasks.worker.batches.taking import Taking
from tasks.worker.batches.waiting import waiting_tasks
from tasks.worker.heartbeat import ActiveSegment, WorkerHeartbeat
from tasks.worker.limits import stall_limit_s
from tasks.worker.loaded_backend import LoadedBackend
from tasks.worker.speed import Speed

log = get_logger(__name__)
speech_log = get_logger(SPEECH)


class Worker:
    """Speaks segments with one backend, which is loaded before the first task is taken."""

    def __init__(self, spec: BackendSpec, bus: WorkerBus, model: str = "") -> None:
        """`model` names the code, model files and options that the speech comes from."""
        self.name = own_name(spec.name)
        self._spec = spec
        self._model = model
        self._loaded = LoadedBackend(spec)
        self._bus = bus
        self._heartbeat = WorkerHeartbeat(bus, self.name, self._presence, stall_limit_s())
        self._busy = False
        self._speed = Speed()
        self._taking = Taking(self._claimed)
        self._batching = Batching(self._loaded.backend, self._taking, self._speed.learn)
        self._preemption = Preemption(self._taking, self._speed.learn, stall_limit_s())
        self._loaded.changed = self._batching.use

    def load(self) -> None:
        self._loaded.load()
        self._batching.loaded()

    def start(self) -> None:
        """Announce the loaded backend to the frontends."""
        self._loaded.start()
        self._heartbeat.start()

    def stop(self) -> None:
        self._loaded.stop()
        self._heartbeat.stop()

    def consume(self, consumer: Consumer) -> None:
        """Learn how Celery takes tasks, so that what waits can be taken beside one of them."""
        self._taking.waiting = waiting_tasks(consumer, self._bus, self._spec.queue)

    def speak(self, task: SegmentTask, step: int) -> None:
        """Speak one segment, whose task had that priority step, and maybe others that wait.

        If Redis fails meanwhile, it is left to the next attempt.

        Raises:
            Exception: what the backend raised, if it is not one of our own errors.
        """
        with self._loaded.in_use(), ExitStack() as scope:
            try:
                attempt = self._claimed(task, scope)
                if attempt:
                    self._speak(attempt, step, scope)
            except RedisUnavailable as error:
                leave(error)

    def _claimed(self, task: SegmentTask, scope: ExitStack) -> Attempt | None:
        """Claim it, unless another worker has it or it is not wanted; renew that in the scope."""
        bind_contextvars(**self._fields(task))
        claim = self._bus.claim(task, self._spec.queue, self.name)
        if claim.verdict is not Verdict.CLAIMED:
            speech_log.info("A segment is left unspoken.", verdict=claim.verdict)
            return None
        segment = scope.enter_context(self._heartbeat.active(task, claim.needed_in_s))
        try:
            self._loaded.ensure(segment)
        except Exception:  # the supervisor's next start says why it does not load, if it does not
            log.exception("The backend cannot be loaded again; the worker ends.")
            self._attempt(segment).end_worker("cannot be loaded again")
        return self._attempt(segment)

    def _attempt(self, segment: ActiveSegment) -> Attempt:
        return Attempt(self._loaded.backend, self._spec.name, self._bus, segment)

    def _speak(self, attempt: Attempt, step: int, scope: ExitStack) -> None:
        self._busy = True
        try:
            if not self._batching.speak(attempt, step, scope):
                interleaves = self._loaded.description.capabilities.interleaves
                self._preemption.speak(attempt, step, scope, interleaves=interleaves)
        finally:
            self._busy = False

    def _fields(self, task: SegmentTask) -> dict[str, object]:
        """Return the fields of every line that is logged while the segment is spoken."""
        return {
            "utterance": task.utterance,
            "segment_index": task.segment_index,
            "attempt": task.attempt,
            "backend": self._spec.name,
            "worker": self.name,
        }

    def _presence(self) -> Presence:
        description = self._loaded.description
        streams = description.capabilities.streams
        return Presence(
            worker=self.name,
            backend=self._spec.name,
            host=socket.gethostname(),
            pid=os.getpid(),
            sample_rate_hz=description.sample_rate_hz,
            voices=description.voices,
            capabilities=description.capabilities,
            busy=self._busy,
            segment_s=self._speed.segment_s,
            real_time_factor=self._speed.real_time_factor,
            first_audio_s=self._speed.first_audio_s,
            first_audio_growth=self._speed.first_audio_growth(streams),
            speech_per_s=self._speed.speech_per_s,
            batch_size=self._batching.size,
            model=self._model,
            load_s=self._loaded.load_s,
        )
