"""One worker process: a loaded backend, its heartbeat, and the work on one segment at a time."""

import os
import socket
import time

from backend_queues.base import Backend
from backend_queues.errors import RedisUnavailable
from backend_queues.registry import BackendSpec
from tasks.bus import Verdict, WorkerBus
from tasks.messages import Presence, SegmentTask
from tasks.process.logs import SPEECH, bind_contextvars, get_logger
from tasks.process.worker_name import own_name
from tasks.worker.attempt import Attempt
from tasks.worker.heartbeat import WorkerHeartbeat
from tasks.worker.limits import stall_limit_s
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
        self._backend: Backend = spec.create()
        self._bus = bus
        self._heartbeat = WorkerHeartbeat(bus, self.name, self._presence, stall_limit_s())
        self._busy = False
        self._speed = Speed()

    def load(self) -> None:
        started = time.monotonic()
        self._backend.load()
        load_s = round(time.monotonic() - started, 3)
        log.info("The backend is loaded.", backend=self._spec.name, load_s=load_s)

    def start(self) -> None:
        """Announce the loaded backend to the frontends."""
        self._heartbeat.start()

    def stop(self) -> None:
        self._heartbeat.stop()

    def speak(self, task: SegmentTask) -> None:
        """Speak one segment; if Redis fails meanwhile, leave it to the next attempt.

        Raises:
            Exception: what the backend raised, if it is not one of our own errors.
        """
        bind_contextvars(**self._fields(task))
        try:
            self._speak(task)
        except RedisUnavailable as error:
            # No message can be sent. The owner notices the silence and asks another worker.
            log.warning(
                "A segment is left to another worker; Redis did not take it.", error=str(error)
            )

    def _speak(self, task: SegmentTask) -> None:
        """Speak it, unless it cannot be claimed: another worker has it, or it is not wanted."""
        verdict = self._bus.claim(task, self.name)
        if verdict is not Verdict.CLAIMED:
            speech_log.info("A segment is left unspoken.", verdict=verdict)
            return
        self._busy = True
        try:
            with self._heartbeat.active(task) as segment:
                spoken = Attempt(self._backend, self._spec.name, self._bus, segment).run()
        finally:
            self._busy = False
        if spoken and task.text:
            self._speed.learn(spoken)

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
        capabilities = self._backend.capabilities
        return Presence(
            worker=self.name,
            backend=self._spec.name,
            host=socket.gethostname(),
            pid=os.getpid(),
            sample_rate_hz=self._backend.sample_rate_hz,
            voices=tuple(self._backend.voices()),
            capabilities=capabilities,
            busy=self._busy,
            segment_s=self._speed.segment_s,
            real_time_factor=self._speed.real_time_factor,
            first_audio_s=self._speed.first_audio_s,
            first_audio_growth=self._speed.first_audio_growth(capabilities.streams),
            model=self._model,
        )
