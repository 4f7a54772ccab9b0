"""The worker processes of a backend: one Celery process, with one loaded model, a replica."""

import os

from backend_queues.machine import memory_limits
from backend_queues.provisioning import environments
from backend_queues.registry import BackendSpec
from backend_queues.threads import BURST_VARIABLE, ONE_FOR_NUMPY, burst_of, cores
from backend_queues.threads import VARIABLE as THREADS_VARIABLE
from tasks.supervision.process import Child

# In a container a worker is root; Celery's warning concerns pickle, which is never accepted here.
PYTHON_OPTIONS = ("-W", "ignore:You're running the worker with superuser")
CELERY = ("-m", "celery", "--quiet", "--app", "tasks.app", "worker")
# Frontends learn of workers from presence keys, and flower needs only the heartbeat: gossip and
# mingle would only cost a broadcast to every other worker.
OPTIONS = ("--pool", "solo", "--concurrency", "1", "--without-gossip", "--without-mingle")
# A segment has at most 400 characters; one being spoken at SIGTERM is finished within this time, or
# goes to another worker.
GRACE_S = 45.0
# Where a backend has no number of its own: enough for an office, and not all of a server.
MOST_REPLICAS = 4
BYTES_A_REPLICA = 2 * 1024**3  # of the machine's memory, of which others need their part
VARIABLES = {
    # ONNX Runtime and the hub's client report usage to their makers unless this is set.
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Weights are fetched by `backends install`. A loader that asks the hub again would keep a
    # worker without a network waiting for minutes.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    # PyTorch's threads that spin while they wait take the cores from other workers, the frontend,
    # and the thread they wait for: on a busy machine speech took three times as long.
    "OMP_WAIT_POLICY": "PASSIVE",
    **ONE_FOR_NUMPY,
}


def default_replicas(spec: BackendSpec) -> int:
    """Return how many workers to start where no number was asked for.

    Two workers make a quarter more speech than one with the threads of both. Each needs memory of
    its own.
    """
    if spec.entry.replicas:
        return spec.entry.replicas
    return max(1, min(cores(), MOST_REPLICAS, memory_bytes() // BYTES_A_REPLICA))


def worker_children(spec: BackendSpec, replicas: int, redis_url: str) -> list[Child]:
    """Return the workers of one backend, named <backend>-1 and so on, which share the cores.

    Raises:
        EnvironmentFailed: the backend is not installed.
    """
    python = str(environments.python_of(spec))
    environment = {
        "REDIS_URL": redis_url,
        "VOICE_SERVER_BACKEND": spec.name,
        **VARIABLES,
        **_threads(replicas),
        **environments.code_path(),
    }
    return [
        Child(
            f"{spec.name}-{n}",
            (python, *PYTHON_OPTIONS, *CELERY, *_options(spec, n)),
            environment,
            backend=spec.name,
            grace_s=GRACE_S,
        )
        for n in range(1, replicas + 1)
    ]


def _threads(replicas: int) -> dict[str, str]:
    """Return what tells a worker how many threads it may use; a user's own numbers are those."""
    share = str(max(1, cores() // replicas))
    own = os.environ.get(THREADS_VARIABLE)
    burst = os.environ.get(BURST_VARIABLE) or own or str(burst_of(int(share)))
    return {THREADS_VARIABLE: own or share, BURST_VARIABLE: burst}


def node_name(child: str, supervisor: int, host: str) -> str:
    """Return what Celery calls a worker: <backend>-<number>.<its supervisor's pid>@<host>.

    Without the pid, workers that two supervisors run on one host would have the same name.
    """
    return f"{child}.{supervisor}@{host}"


def _options(spec: BackendSpec, number: int) -> tuple[str, ...]:
    name = node_name(f"{spec.name}-{number}", os.getpid(), "%h")
    return ("-Q", spec.queue, "-n", name, *OPTIONS, "--task-events", "--loglevel", "WARNING")


def memory_bytes() -> int:
    """Return how much memory this machine has, or how much of it this process may use."""
    return min([os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), *memory_limits()])
