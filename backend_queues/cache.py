"""Where what was fetched, or can be made again, is kept."""

import os
from pathlib import Path


def cache_root() -> Path:
    """The folder of all that was fetched or can be made again."""
    if named := os.environ.get("VOICE_SERVER_CACHE"):
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "voice-server"
