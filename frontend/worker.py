"""`voice-server worker`: the workers of one backend on this machine, until Ctrl-C."""

import asyncio

from backend_queues.registry import registry
from backend_queues.supervisor import Supervisor, supervise
from backend_queues.workers import worker_children
from celeryconfig import redis_url
from frontend.children import told_of
from frontend.console.terminal import terminal
from tasks.lifeline import end_with_parent
from tasks.log_form import tell
from tasks.logs import set_up_logging


def run_workers(backend: str, replicas: int) -> None:
    """Keep the workers running until a signal ends them.

    Raises:
        UnknownBackend: there is no backend of that name.
        EnvironmentFailed: it is not installed here.
        InvalidConfiguration: there is no such form or level of logs.
    """
    end_with_parent()
    set_up_logging()
    children = worker_children(registry().get(backend), replicas, redis_url())

    async def work(supervisor: Supervisor) -> None:
        supervisor.start(*children)
        async with told_of(supervisor, redis_url()):
            await asyncio.Event().wait()

    tell(f"{replicas} x {backend}; Ctrl-C ends it.")
    with terminal() as screen:
        asyncio.run(supervise(work, screen.line))
