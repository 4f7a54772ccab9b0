"""The worker's helper threads: presence, claim renewal and cancellation, beside the synthesis."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backend_queues.errors import RedisUnavailable
from tasks.bus import WorkerBus
from tasks.connection.outage import until_redis_answers
from tasks.connection.translation import redis_errors_translated
from tasks.keys import CANCEL_CHANNEL
from tasks.messages import Presence, SegmentTask
from tasks.process.logs import get_logger
from tasks.worker.watchdog import Watchdog, limit_s

log = get_logger(__name__)

BEAT_S = 1.0
RECONNECT_S = 0.5
STALL_LIMIT_VARIABLE = "VOICE_SERVER_STALL_LIMIT_S"
STALL_LIMIT_S = 120.0


def stall_limit_s() -> float:
    """Return how long an engine may give nothing before it is taken to hang.

    Raises:
        InvalidConfiguration: the setting is no number, or out of range.
    """
    return limit_s(STALL_LIMIT_VARIABLE, STALL_LIMIT_S)


class ActiveSegment:
    """A claimed segment in the making."""

    def __init__(self, task: SegmentTask) -> None:
        self.task = task
        self._cancelled = threading.Event()
        self._progress_at = time.monotonic()

    def progress(self) -> None:
        """Note that a part of the segment has been sent."""
        self._progress_at = time.monotonic()

    def stalled(self, limit_s: float) -> bool:
        return time.monotonic() - self._progress_at > limit_s

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class WorkerHeartbeat:
    """Keeps the worker and the segment in its hands alive in Redis, and hears of cancellations.

    `presence` is asked at every beat, from the heart's own thread.
    """

    def __init__(self, bus: WorkerBus, worker: str, presence: Callable[[], Presence]) -> None:
        self._bus = bus
        self._worker = worker
        self._presence = presence
        self._stall_limit_s = stall_limit_s()
        self._watchdog = Watchdog(self._stall_limit_s)
        self._hold: ActiveSegment | None = None
        self._ending = threading.Event()
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for name, run in (("heart", self._beat), ("cancels", self._listen))
        ]

    def start(self) -> None:
        """Tell of the worker, however long it takes until Redis is there, and go on telling."""
        until_redis_answers(lambda: self._bus.announce(self._presence()))
        for thread in self._threads:
            thread.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Take the worker off the list at once instead of when its presence runs out."""
        self._ending.set()
        self._watchdog.stop()
        self._threads[0].join(timeout=BEAT_S * 2)
        try:
            self._bus.leave(self._worker)
        except RedisUnavailable as error:
            log.warning("The presence runs out by itself. %s", error.message)

    @contextmanager
    def holding(self, task: SegmentTask) -> Iterator[ActiveSegment]:
        """Renew the claim on the segment and watch for its cancellation while it is spoken."""
        self._hold = ActiveSegment(task)
        try:
            yield self._hold
        finally:
            self._hold = None

    def _beat(self) -> None:
        while not self._ending.wait(BEAT_S):
            try:
                self._renew(self._hold)
                self._bus.announce(self._presence())
            except RedisUnavailable as error:
                log.warning("Redis does not answer; the next beat tries again.", error=str(error))
            except Exception:
                # A worker without a heart would take tasks that nobody believes it to work on.
                log.exception("The heart has failed; the worker ends.")
                os._exit(1)

    def _renew(self, hold: ActiveSegment | None) -> None:
        """Keep the segment in hand, or learn of its cancellation; end with an engine that hangs."""
        if hold is None:
            return
        if hold.stalled(self._stall_limit_s):
            task = hold.task
            log.debug("The engine hangs at this text.", utterance=task.utterance, text=task.text)
            log.critical(
                "The engine hangs at a segment; the worker ends.",
                utterance=task.utterance,
                segment_index=task.segment_index,
                attempt=task.attempt,
            )
            os._exit(1)
        if not self._bus.renew(hold.task, self._worker):
            hold.cancel()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                with redis_errors_translated(), self._bus.pubsub() as pubsub:
                    pubsub.subscribe(CANCEL_CHANNEL)
                    while not self._ending.is_set():
                        message = pubsub.get_message(timeout=BEAT_S)
                        if message:
                            self._cancel(message["data"].decode(errors="replace"))
            except RedisUnavailable as error:
                log.warning("Lost the cancel channel; subscribing again.", error=str(error))
                self._ending.wait(RECONNECT_S)

    def _cancel(self, utterance: str) -> None:
        hold = self._hold
        if hold and hold.task.utterance == utterance:
            hold.cancel()
