"""The worker's helper threads: presence, claim renewal and cancellation, beside the synthesis."""

import itertools
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
from tasks.worker.watchdog import Watchdog

log = get_logger(__name__)

BEAT_S = 0.5
ANNOUNCED_EVERY = 2  # beats; presence lives for ten
RECONNECT_S = 0.5
LISTEN_S = 1.0  # until it is looked whether the worker ends


class ActiveSegment:
    """A claimed segment while it is being spoken."""

    def __init__(self, task: SegmentTask, needed_in_s: float = 0.0) -> None:
        self.task = task
        self.needed_at = time.monotonic() + needed_in_s  # by its listener
        self._cancelled = threading.Event()
        self._progress_at = time.monotonic()

    def progress(self) -> None:
        """Note that a part of the segment has been sent."""
        self._progress_at = time.monotonic()

    def expect_nothing_for(self, seconds: float) -> None:
        """Note that the next part may be so late, and is not to be missed before."""
        self._progress_at = time.monotonic() + seconds

    def stalled(self, limit_s: float) -> bool:
        return time.monotonic() - self._progress_at > limit_s

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class WorkerHeartbeat:
    """Renews the worker's presence and its claims on segments, and receives cancellations.

    `presence` is called at every beat, from the heartbeat's own thread. A backend that produces
    nothing of any segment for `stall_limit_s` ends the process.
    """

    def __init__(
        self,
        bus: WorkerBus,
        worker: str,
        presence: Callable[[], Presence],
        stall_limit_s: float,
    ) -> None:
        self._bus = bus
        self._worker = worker
        self._presence = presence
        self._stall_limit_s = stall_limit_s
        self._watchdog = Watchdog(stall_limit_s)
        self._segments: tuple[ActiveSegment, ...] = ()  # replaced whole: other threads read it
        self._ending = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        self._listening = threading.Thread(target=self._listen, name="cancellations", daemon=True)

    def start(self) -> None:
        """Announce the worker, waiting for Redis as long as it takes, and keep its presence."""
        until_redis_answers(lambda: self._bus.announce(self._presence()))
        self._beating.start()
        self._listening.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Remove the worker's presence at once instead of letting it expire."""
        self._ending.set()
        self._watchdog.stop()
        self._beating.join(timeout=BEAT_S * 4)
        try:
            self._bus.leave(self._worker)
        except RedisUnavailable as error:
            log.warning("Redis does not answer; presence runs out by itself.", error=str(error))

    @contextmanager
    def active(self, task: SegmentTask, needed_in_s: float = 0.0) -> Iterator[ActiveSegment]:
        """Renew the claim on the segment and watch for its cancellation while it is spoken."""
        segment = ActiveSegment(task, needed_in_s)
        self._segments += (segment,)
        try:
            yield segment
        finally:
            self._segments = tuple(other for other in self._segments if other is not segment)

    def _beat(self) -> None:
        for beat in itertools.count(1):
            if self._ending.wait(BEAT_S):
                return
            try:
                if beat % ANNOUNCED_EVERY == 0:
                    self._announce()  # first: a server that has a segment may be away for long
                self._renew(self._segments)
            except Exception:
                # Without a heartbeat the worker would take tasks that frontends believe lost.
                log.exception("The heartbeat has failed; the worker ends.")
                os._exit(1)

    def _announce(self) -> None:
        try:
            self._bus.announce(self._presence())
        except RedisUnavailable as error:
            log.warning(
                "Redis did not take a heartbeat; the next beat tries again.", error=str(error)
            )

    def _renew(self, segments: tuple[ActiveSegment, ...]) -> None:
        """Renew the claims or learn of cancellations; end the process if the backend hangs.

        A backend that speaks several segments may be at another one: it hangs if all stand still.
        """
        if segments and all(segment.stalled(self._stall_limit_s) for segment in segments):
            _end_hung_backend(segments)
        for segment in segments:
            self._renew_one(segment)

    def _renew_one(self, segment: ActiveSegment) -> None:
        """The Redis server of one segment may be away while those of others answer."""
        try:
            if not self._bus.renew(segment.task, self._worker):
                segment.cancel()
        except RedisUnavailable as error:
            log.warning("Redis did not renew a claim.", error=str(error))

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                with redis_errors_translated(), self._bus.pubsub() as pubsub:
                    pubsub.subscribe(CANCEL_CHANNEL)
                    while not self._ending.is_set():
                        message = pubsub.get_message(timeout=LISTEN_S)
                        if message:
                            self._cancel(message["data"].decode(errors="replace"))
            except RedisUnavailable as error:
                log.warning("Lost the cancel channel; subscribing again.", error=str(error))
            except Exception:  # without cancellations the worker would speak to nobody for long
                log.exception("The cancel channel brought what cannot be read.")
            self._ending.wait(RECONNECT_S)

    def _cancel(self, utterance: str) -> None:
        for segment in self._segments:
            if segment.task.utterance == utterance:
                segment.cancel()


def _end_hung_backend(segments: tuple[ActiveSegment, ...]) -> None:
    for task in (segment.task for segment in segments):
        log.debug("The backend hangs at this text.", utterance=task.utterance, text=task.text)
        log.critical(
            "The backend hangs at a segment; the worker ends.",
            utterance=task.utterance,
            segment_index=task.segment_index,
            attempt=task.attempt,
        )
    os._exit(1)
