"""The folder of downloads and of files that can be made again."""

import os
from pathlib import Path


def cache_root() -> Path:
    """Return the folder that VOICE_SERVER_CACHE names, or the user's own."""
    if named := os.environ.get("VOICE_SERVER_CACHE"):
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "voice-server"
