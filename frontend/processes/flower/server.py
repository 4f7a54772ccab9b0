"""`voice-server flower`: Celery's monitor, over the server's own queues, workers and tasks.

flower's environment variables and its configuration file, which it would run from the current
folder, are not read. Without a password it has pages to read, but neither buttons nor an API.
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
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.supervision.workers import node_name

log = logging.getLogger(__name__)

LOOK_MS = 2_000
MAX_TASKS = 5_000
FORGET_WORKER_S = 3_600  # which was replaced by one of another name, as containers are
COLUMNS = "name,uuid,state,kwargs,received,runtime,worker"  # kwargs: which segment and attempt
WITHOUT_AUTH = (
    "Warning: flower listens on {address} and asks for no password: whoever reaches it sees what "
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
    # A browser's pages may not use the API of a flower that asks nobody who they are.
    os.environ.pop("FLOWER_UNAUTHENTICATED_API", None)
    for name in ("flower", "tornado"):  # at INFO they tell of each of their steps
        logging.getLogger(name).setLevel("WARNING")
    logging.getLogger("tornado.access").setLevel("ERROR")
    logging.getLogger("flower.inspector").setLevel("ERROR")  # that nobody answers it is usual
    application = _application(auth)
    listener.setblocking(False)
    listener.listen()
    HTTPServer(application).add_sockets([listener])
    bus = FrontendBus(redis_url(), frontend="flower")
    cluster = ClusterReader(bus.connection, bus.queues)
    count_with(application, cluster)
    lookout = WorkerPoller(application, cluster)
    PeriodicCallback(lookout.look, LOOK_MS).start()
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
    """Tells flower of the workers as the frontends know them.

    A worker that speaks sends no heartbeat and answers nothing before its segment ends, as its
    only thread is busy. By itself flower would show it as gone after 4 s, and after a start of its
    own not know its queue.
    """

    def __init__(self, application: Flower, cluster: ClusterReader) -> None:
        self._application = application
        self._cluster = cluster

    async def look(self) -> None:
        try:
            supervised = await self._cluster.supervisor_reports()
            workers = await self._cluster.workers()
        except RedisUnavailable as error:
            log.warning("flower asks again soon. %s", error.message)
            return
        present = {(worker.host, worker.pid): worker for worker in workers}
        for said in supervised:
            for child in said.children:
                self._tell(
                    node_name(child.name, said.pid, said.host),
                    child.backend,
                    present.get((said.host, child.pid)),
                )

    def _tell(self, name: str, backend: str, worker: Presence | None) -> None:
        known = self._application.inspector.workers[name]
        if spec := registry().specs.get(backend):
            known.setdefault("active_queues", [{"name": spec.queue}])
        if worker:
            self._application.events.state.event(_heartbeat(name, worker))
            if not worker.busy and "stats" not in known:
                self._application.update_workers(name)


def _heartbeat(name: str, worker: Presence) -> dict[str, Any]:
    """Return the event that Celery's own thread would send, if it had one to spare."""
    now = time.time()
    return {
        "type": "worker-heartbeat",
        "hostname": name,
        "timestamp": now,
        "local_received": now,
        "pid": worker.pid,
        "freq": LOOK_MS / 1000,
        "active": int(worker.busy),
    }
