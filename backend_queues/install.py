"""What a backend needs before it can be served: getting it, and telling what is there."""

from collections.abc import Callable

from backend_queues import assets, environments
from backend_queues.registry import registry
from backend_queues.weights import fetch_weights


def prepare(backend: str, step: Callable[[str], None], torch: str = "") -> None:
    """Get what the backend still lacks; `step` is told what is being done.

    `torch` is the build of PyTorch, as `environments.install` takes it.

    Raises:
        UnknownBackend: there is no backend of that name.
        EnvironmentFailed: its environment cannot be built.
        AssetUnavailable: a model file cannot be had; the message says what to put where.
    """
    spec = registry().get(backend)
    if torch or not environments.is_ready(spec):
        environments.install(spec, step, torch)
    assets.fetch(spec.folder, spec.name, step)
    if spec.entry.weights:
        python = environments.python_of(spec)
        fetch_weights(spec.name, spec.folder, spec.entry.weights, python, step)


def table() -> str:
    """Return a line for each backend: its name, and its environment's state, size and place."""
    rows = [("BACKEND", "ENVIRONMENT", "SIZE", "PATH")]
    for name, spec in registry().specs.items():
        found = environments.describe(spec)
        size = f"{found.size_bytes / 1e6:,.0f} MB" if found.size_bytes else "-"
        rows.append((name, found.state, size, str(found.path)))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(_aligned(row, widths) for row in rows)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()
