"""The worker's helper threads: presence, claim renewal and cancellation, beside the synthesis."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import redis

from tasks.bus import CANCEL_CHANNEL, WorkerBus
from tasks.messages import Presence, SegmentTask

log = logging.getLogger(__name__)

BEAT_S = 1.0
RECONNECT_S = 0.5


class Hold:
    """A claimed segment in the making."""

    def __init__(self, task: SegmentTask) -> None:
        self.task = task
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class Heart:
    """Keeps the worker and the segment in its hands alive in Redis, and hears of cancellations.

    `presence` is asked at every beat, from the heart's own thread.
    """

    def __init__(self, bus: WorkerBus, worker: str, presence: Callable[[], Presence]) -> None:
        self._bus = bus
        self._worker = worker
        self._presence = presence
        self._hold: Hold | None = None
        self._ending = threading.Event()
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for name, run in (("heart", self._beat), ("cancels", self._listen))
        ]

    def start(self) -> None:
        self._bus.announce(self._presence())
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Take the worker off the list at once instead of when its presence runs out."""
        self._ending.set()
        self._threads[0].join(timeout=BEAT_S * 2)
        self._bus.leave(self._worker)

    @contextmanager
    def holding(self, task: SegmentTask) -> Iterator[Hold]:
        """Renew the claim on the segment and watch for its cancellation while it is spoken."""
        self._hold = Hold(task)
        try:
            yield self._hold
        finally:
            self._hold = None

    def _beat(self) -> None:
        while not self._ending.wait(BEAT_S):
            try:
                self._bus.announce(self._presence())
                hold = self._hold
                if hold and not self._bus.renew(hold.task, self._worker):
                    hold.cancel()  # the owner has given the segment to another worker
            except redis.RedisError as error:
                log.warning("Redis does not answer (%s); the next beat tries again.", error)

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                with self._bus.pubsub() as pubsub:
                    pubsub.subscribe(CANCEL_CHANNEL)
                    self._catch_up()
                    while not self._ending.is_set():
                        message = pubsub.get_message(timeout=BEAT_S)
                        if message:
                            self._cancel(message["data"].decode())
            except redis.RedisError as error:
                log.warning("Lost the cancel channel (%s); subscribing again.", error)
                self._ending.wait(RECONNECT_S)

    def _catch_up(self) -> None:
        """Learn of a cancellation that was published while nobody listened."""
        hold = self._hold
        if hold and self._bus.is_cancelled(hold.task.utterance):
            hold.cancel()

    def _cancel(self, utterance: str) -> None:
        hold = self._hold
        if hold and hold.task.utterance == utterance:
            hold.cancel()
