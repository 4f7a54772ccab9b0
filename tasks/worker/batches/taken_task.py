"""A task that a worker takes beside the one that Celery has given it.

It is told of as Celery tells of its own: flower gets the same events, and counts it.
"""

import os
import time
from typing import Any

import msgspec
from billiard.einfo import ExceptionInfo  # type: ignore[import-untyped] # Celery's own
from celery.worker.consumer import Consumer
from celery.worker.request import Request
from kombu.message import Message

from tasks.messages import SYNTHESIZE_TASK, SegmentTask


class TakenTask:
    """A message of the queue that is a segment's task."""

    def __init__(self, consumer: Consumer, message: Message, **acknowledging: Any) -> None:
        """Read it. `acknowledging` is how Celery's request ends the message.

        Raises:
            Exception: it is no task of ours; there is no telling what is wrong with it.
        """
        message.accept = consumer.task_consumer.accept  # plain data, and nothing else
        if message.headers["task"] != SYNTHESIZE_TASK or message.headers.get("eta"):
            raise ValueError("another task, or one for later")
        self._request: Any = Request(
            message,
            app=consumer.app,
            hostname=consumer.hostname,
            eventer=consumer.event_dispatcher,
            task=consumer.app.tasks[SYNTHESIZE_TASK],
            connection_errors=consumer.connection_errors,
            **acknowledging,
        )
        self.task = msgspec.convert(self._request.kwargs, SegmentTask)
        self._began_at = 0.0

    def begin(self) -> bool:
        """Tell that the worker has it; false if somebody has revoked it."""
        self._began_at = time.monotonic()
        request = self._request
        if request.revoked():
            return False
        request.send_event(
            "task-received",
            name=request.name,
            args=request.argsrepr,
            kwargs=request.kwargsrepr,
            root_id=request.root_id,
            parent_id=request.parent_id,
            retries=request.request_dict.get("retries", 0),
            eta=None,
            expires=request.expires and request.expires.isoformat(),
        )
        request.on_accepted(os.getpid(), self._began_at)
        return True

    def end(self, error: Exception | None = None) -> None:
        """Acknowledge it, and tell how it went; Celery logs an error as one of its own tasks."""
        if error is None:
            self._request.on_success((0, None, time.monotonic() - self._began_at))
        else:
            self._request.on_failure(ExceptionInfo((type(error), error, error.__traceback__)))
