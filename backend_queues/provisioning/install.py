"""Installing what a backend needs before it can be served."""

from collections.abc import Callable

from backend_queues.provisioning import assets, environments
from backend_queues.provisioning.builds import build
from backend_queues.provisioning.weights import fetch_weights
from backend_queues.registry import registry


def prepare(backend: str, step: Callable[[str], None], torch: str = "") -> None:
    """Install what the backend still lacks; `step` is called with each step.

    `torch` is the build of PyTorch, as `environments.install` takes it.

    Raises:
        UnknownBackend: no backend has that name.
        EnvironmentFailed: its environment cannot be built.
        AssetUnavailable: a model file cannot be had, or what is built from them could not be; the
            message says what to do.
    """
    spec = registry().get(backend)
    if torch or not environments.is_ready(spec):
        environments.install(spec, step, torch)
    assets.fetch(spec.folder, spec.name, step)
    if spec.entry.weights:
        python = environments.python_of(spec)
        fetch_weights(spec.name, spec.folder, spec.entry.weights, python, step)
    build(spec, step)
