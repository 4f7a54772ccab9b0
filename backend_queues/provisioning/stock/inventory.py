"""What of each backend is installed on this machine: its environment and its model files."""

from functools import cache

import msgspec

from backend_queues.cache import cache_root
from backend_queues.provisioning import environments
from backend_queues.provisioning.environments import Environment
from backend_queues.provisioning.stock.needs import Models, models_mb, models_of
from backend_queues.registry import registry

HEADER = (
    *("BACKEND", "ENVIRONMENT", "STATE", "SIZE", "TORCH", "MODELS", "SIZE", "ON DISK", "LICENCE"),
)
NONE = "-"
NOTE = (
    "* speaks where none is named. ON DISK: about what installing it takes; +: more, for a model\n"
    "whose size is not known. LICENCE: of the weights."
)
DEFAULT = " *"  # behind the name of the one that speaks where none is named


class Installed(msgspec.Struct, frozen=True):
    name: str
    environment: Environment
    models: Models
    licence: str = ""  # of the weights
    environment_mb: int = 0  # what the environment takes, about
    models_mb: int | None = 0  # what its model files take; None is not known
    default: bool = False  # it speaks where none is named


def inventory() -> list[Installed]:
    """Return what is installed of each backend, in the registry's order."""
    specs = registry().specs.values()
    described = cache(_environment)  # several backends share one, and walking it is slow
    default = registry().default
    return [
        Installed(
            spec.name,
            described(spec.environment),
            models_of(spec),
            spec.entry.licence,
            spec.entry.environment_mb,
            models_mb(spec),
            spec.name == default,
        )
        for spec in specs
    ]


def table(installed: list[Installed]) -> str:
    """Return a line for each backend, and the folders."""
    rows = [HEADER, *map(_row, installed)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [_aligned(row, widths) for row in rows]
    places = f"Environments: {environments.root()}\nModel files: {cache_root() / 'models'}"
    return "\n".join((*lines, "", NOTE, places))


def as_json(installed: list[Installed]) -> str:
    return msgspec.json.format(msgspec.json.encode(installed, enc_hook=str)).decode()


def _environment(name: str) -> Environment:
    specs = registry().specs.values()
    return environments.describe(next(spec for spec in specs if spec.environment == name))


def _row(it: Installed) -> tuple[str, ...]:
    environment, models = it.environment, it.models
    return (
        it.name + (DEFAULT if it.default else ""),
        environment.name,
        environment.state,
        _megabytes(environment.size_bytes),
        environment.torch or NONE,
        NONE if models.state == "none" else models.state,
        _megabytes(models.size_bytes),
        f"{it.environment_mb + (it.models_mb or 0):,} MB{'' if it.models_mb is not None else ' +'}",
        it.licence or NONE,
    )


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f} MB" if size_bytes else NONE


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()
