"""Where model files lie: below the folder that VOICE_SERVER_MODELS names, or in the cache.

Both hold those of a backend in a folder named after the backend's own, with dashes for underscores.
"""

import os
from pathlib import Path

from backend_queues.cache import cache_root

MODELS_VARIABLE = "VOICE_SERVER_MODELS"


def model_path(folder: Path, name: str) -> Path:
    """Return the path of a backend's file or folder below a folder of models."""
    return Path(folder.name.replace("_", "-"), name)


def cached_path(folder: Path, name: str) -> Path:
    """Return where it is written to when it is fetched."""
    return cache_root() / "models" / model_path(folder, name)


def candidate_paths(folder: Path, name: str) -> list[Path]:
    """Return the paths where it may be, the user's own folder first."""
    models = os.environ.get(MODELS_VARIABLE)
    own = [Path(models).expanduser() / model_path(folder, name)] if models else []
    return [*own, cached_path(folder, name)]
