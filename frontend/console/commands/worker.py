"""`voice-server worker`: the workers of one backend on this machine, until Ctrl-C."""

import asyncio

from backend_queues.registry import registry
from frontend.cluster.supervisor_reports import publish_reports
from frontend.console.terminal import terminal
from tasks.connection.broker import redis_url, usual_redis
from tasks.connection.result_servers import result_addresses
from tasks.process.log_form import tell
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.supervision.supervisor import Supervisor, supervise
from tasks.supervision.workers import default_replicas, worker_children


def run_workers(backend: str, replicas: int | None) -> None:
    """Keep the workers running until a signal ends them; None is as many as the backend starts.

    Raises:
        UnknownBackend: there is no backend of that name.
        EnvironmentFailed: it is not installed here.
        InvalidConfiguration: there is no such form or level of logs, or RESULT_REDIS_URLS is wrong.
    """
    end_with_parent()
    set_up_logging()
    result_addresses(redis_url())
    spec = registry().get(backend)
    replicas = replicas or default_replicas(spec)
    children = worker_children(spec, replicas, redis_url())

    async def work(supervisor: Supervisor) -> None:
        supervisor.start(*children)
        async with publish_reports(supervisor, redis_url()):
            await asyncio.Event().wait()

    tell(f"{replicas} x {backend}; Ctrl-C ends it.")
    if note := usual_redis():
        tell(note)
    with terminal() as screen:
        asyncio.run(supervise(work, screen.line))
