"""The one interactive task, and the life of the worker process around it."""

import os
from typing import Any

import msgspec
from celery import Task, signals
from celery.worker.consumer import Consumer

from backend_queues.errors import TTSError
from backend_queues.provisioning.model_digest import model_digest
from backend_queues.registry import BackendSpec, registry
from tasks.app import app
from tasks.bus import WorkerBus
from tasks.connection.broker import broker, redis_url
from tasks.connection.result_servers import result_addresses
from tasks.messages import SYNTHESIZE_TASK, SegmentTask
from tasks.process.logs import clear_contextvars, get_logger, set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.process.readiness import tell_ready
from tasks.worker.limits import LOAD_LIMIT_VARIABLE, load_limit_s
from tasks.worker.watchdog import limited, report_crashes
from tasks.worker.worker import Worker

log = get_logger(__name__)

_workers: list[Worker] = []  # the process's one worker, once it is loaded


@app.task(name=SYNTHESIZE_TASK, bind=True)
def synthesize(self: Task, **arguments: Any) -> None:
    """Speak one segment; the arguments are those of `SegmentTask`."""
    priority = (self.request.delivery_info or {}).get("priority")
    step = 0 if priority is None else broker().priority(priority)
    _workers[0].speak(msgspec.convert(arguments, SegmentTask), step)


@signals.task_postrun.connect
def _forget_segment(**_: Any) -> None:
    """Celery has logged what the task raised by now, so the segment's fields can go."""
    clear_contextvars()


@signals.setup_logging.connect
def _set_up_logging(**_: Any) -> None:
    """Do nothing: logging is set up before Celery asks, which would set it up again otherwise."""


@signals.worker_init.connect
def _load(**_: Any) -> None:
    """Load the backend; under the solo pool no task is taken before this returns.

    Celery only logs the exceptions of signal handlers, so SystemExit is what ends the worker.
    """
    report_crashes()
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
    log.info(
        "Loading the backend.", backend=spec.name, limit_s=limit_s, setting=LOAD_LIMIT_VARIABLE
    )
    with limited(limit_s):
        bus = WorkerBus(redis_url(), result_addresses(redis_url()))
        worker = Worker(spec, bus, model_digest(spec))
        worker.load()
    worker.start()
    return worker


@signals.worker_ready.connect
def _consume(sender: Consumer, **_: Any) -> None:
    """Show the worker Celery's consumer, which is the same for as long as the process lives."""
    _workers[0].consume(sender)
    tell_ready()


@signals.worker_shutdown.connect
def _leave(**_: Any) -> None:
    for worker in _workers:
        worker.stop()
