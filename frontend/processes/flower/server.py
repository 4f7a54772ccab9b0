"""`voice-server flower`: Celery's monitor, over the server's own queues, workers and tasks.

flower's environment variables and its configuration file, which it would run from the current
folder, are not read. Without a password its pages are read-only and it has no API.
"""

import ipaddress
import logging
import os
import signal
import socket
import time
from typing import Any

from flower.app import Flower
from flower.options import options
from flower.urls import settings as tornado_settings
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback

from backend_queues.errors import RedisUnavailable
from backend_queues.registry import registry
from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from frontend.processes.address import bind, url_at, with_address
from frontend.processes.flower.child import AUTH_VARIABLE, checked_auth
from frontend.processes.flower.queues import count_with
from frontend.settings import read_settings
from tasks.app import app
from tasks.connection.broker import redis_url
from tasks.messages import Presence
from tasks.process.log_form import tell
from tasks.process.logs import get_logger, set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.supervision.workers import node_name

log = get_logger(__name__)

POLL_MS = 2_000
MAX_TASKS = 5_000
FORGET_WORKER_S = 3_600  # replaced by one of another name, as containers are
COLUMNS = "name,uuid,state,kwargs,received,runtime,worker"  # kwargs: which segment and attempt
WITHOUT_AUTH = (
    "Warning: flower listens on {address} without a password: anybody who reaches it sees what "
    f"the workers do. Set {AUTH_VARIABLE}=user:password, or listen on 127.0.0.1."
)


def run_flower(host: str | None, port: int, fd: int | None) -> None:
    """Serve flower on the address, or on the socket passed as `fd`, until SIGINT or SIGTERM.

    Raises:
        InvalidConfiguration: a setting is wrong, or the address cannot be had.
    """
    end_with_parent()
    set_up_logging()
    settings = with_address(read_settings(), host, port)
    auth = checked_auth(settings)
    listener = bind(settings.host, port) if fd is None else socket.socket(fileno=fd)
    with listener:
        address, port = listener.getsockname()[:2]
        if fd is None:
            tell(f"flower is at {url_at(address, port)}; Ctrl-C ends it.")
        if not auth and not ipaddress.ip_address(address).is_loopback:
            tell(WITHOUT_AUTH.format(address=address))
        _serve(listener, auth)


def _serve(listener: socket.socket, auth: str) -> None:
    # Web pages of others must not use the API of a flower without a password.
    os.environ.pop("FLOWER_UNAUTHENTICATED_API", None)
    for name in ("flower", "tornado"):  # at INFO they log each of their steps
        logging.getLogger(name).setLevel("WARNING")
    logging.getLogger("tornado.access").setLevel("ERROR")
    logging.getLogger("flower.inspector").setLevel("ERROR")  # workers that do not answer are normal
    application = _application(auth)
    listener.setblocking(False)
    listener.listen()
    HTTPServer(application).add_sockets([listener])
    bus = FrontendBus(redis_url(), frontend="flower")
    cluster = ClusterReader(bus.connection, bus.queues)
    count_with(application, cluster)
    poller = WorkerPoller(application, cluster)
    PeriodicCallback(poller.poll, POLL_MS).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        application.io_loop.asyncio_loop.add_signal_handler(number, application.stop)
    application.start()


def _application(auth: str) -> Flower:
    options.basic_auth = [auth] if auth else []
    options.read_only = not auth
    options.max_tasks = MAX_TASKS
    options.purge_offline_workers = FORGET_WORKER_S
    options.tasks_columns = COLUMNS
    return Flower(capp=app, options=options, **tornado_settings)


class WorkerPoller:
    """Reports to flower the workers that the frontends know.

    While it speaks, a worker sends no Celery heartbeat and answers nothing, as its only thread is
    busy. flower itself would show it as gone after 4 s, and not know its queue after a restart.
    """

    def __init__(self, application: Flower, cluster: ClusterReader) -> None:
        self._application = application
        self._cluster = cluster

    async def poll(self) -> None:
        try:
            reports = await self._cluster.supervisor_reports()
            workers = await self._cluster.workers()
        except RedisUnavailable as error:
            log.warning("Redis does not answer; flower asks again soon.", error=error.message)
            return
        present = {(worker.host, worker.pid): worker for worker in workers}
        for report in reports:
            for child in report.children:
                self._report(
                    node_name(child.name, report.pid, report.host),
                    child.backend,
                    present.get((report.host, child.pid)),
                )

    def _report(self, name: str, backend: str, worker: Presence | None) -> None:
        known = self._application.inspector.workers[name]
        if spec := registry().specs.get(backend):
            known.setdefault("active_queues", [{"name": spec.queue}])
        if worker:
            self._application.events.state.event(_heartbeat(name, worker))
            if not worker.busy and "stats" not in known:
                self._application.update_workers(name)


def _heartbeat(name: str, worker: Presence) -> dict[str, Any]:
    """Return the event that Celery itself would send, had it a thread to spare."""
    now = time.time()
    return {
        "type": "worker-heartbeat",
        "hostname": name,
        "timestamp": now,
        "local_received": now,
        "pid": worker.pid,
        "freq": POLL_MS / 1000,
        "active": int(worker.busy),
    }
