"""The one interactive task, and the life of the worker process around it."""

import logging
import os
from typing import Any

import msgspec
from celery import signals

from backend_queues.errors import TTSError
from backend_queues.registry import BackendSpec, registry
from tasks.app import app
from tasks.connection.broker import redis_url
from tasks.messages import SYNTHESIZE_TASK, SegmentTask
from tasks.process.logs import clear_contextvars, set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.worker.watchdog import LOAD_LIMIT_VARIABLE, limited, load_limit_s, tell_of_crashes
from tasks.worker.worker import Worker

log = logging.getLogger(__name__)

_workers: list[Worker] = []  # the process's one worker, once it is loaded


@app.task(name=SYNTHESIZE_TASK)
def synthesize(**arguments: Any) -> None:
    """Speak one segment; the arguments are those of `SegmentTask`."""
    _workers[0].speak(msgspec.convert(arguments, SegmentTask))


@signals.task_postrun.connect
def _forget_segment(**_: Any) -> None:
    """Celery has now logged what the task raised, so the segment's fields have done their work."""
    clear_contextvars()


@signals.setup_logging.connect
def _set_up_logging(**_: Any) -> None:
    """Celery asks late: logging has long been set up. Without a receiver it would do it anew."""


@signals.worker_init.connect
def _load(**_: Any) -> None:
    """Load the backend; under the solo pool no task is taken before this returns.

    Celery only logs the exceptions of signal handlers, so what ends the worker is SystemExit.
    """
    tell_of_crashes()
    end_with_parent()
    try:
        set_up_logging()
        spec = registry().get(os.environ.get("VOICE_SERVER_BACKEND", ""))
        _workers.append(_loaded(spec))
    except TTSError as error:
        log.critical("The worker cannot start: %s", error.message)
        raise SystemExit(1) from error
    except Exception as error:
        log.exception("The worker cannot start.")
        raise SystemExit(1) from error


def _loaded(spec: BackendSpec) -> Worker:
    limit_s = load_limit_s()
    log.info("Loading %s, for at most %g s (%s).", spec.name, limit_s, LOAD_LIMIT_VARIABLE)
    with limited(limit_s):
        worker = Worker(spec, redis_url())
        worker.load()
    worker.start()
    return worker


@signals.worker_shutdown.connect
def _leave(**_: Any) -> None:
    for worker in _workers:
        worker.stop()
