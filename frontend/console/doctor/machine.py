"""What this machine has: processors, room on its disks, codecs, a loudspeaker."""

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from backend_queues.cache import cache_root
from backend_queues.provisioning import environments
from backend_queues.threads import cores
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import FORMATS, check_encoding
from frontend.audio.libav import EncodingFailed
from frontend.console.doctor.finding import Finding, Level
from frontend.console.playback.player import NoOutputDevice, Player

LITTLE_GB, TOO_LITTLE_GB = 3.0, 0.3
GB = 1e9


def look_at_machine() -> Iterator[Finding]:
    yield Finding(
        "version",
        "ok",
        f"voice-server {version('voice-server')}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {cores()} cores",
    )
    places = {"environments": environments.root(), "model files": cache_root() / "models"}
    for what, place in places.items():
        yield _room(what, place)
    yield _codecs()
    yield _loudspeaker()


def _room(what: str, place: Path) -> Finding:
    free_gb = shutil.disk_usage(_existing(place)).free / GB
    found = f"{free_gb:.1f} GB are free for {what} ({place})"
    if free_gb >= LITTLE_GB:
        return Finding("disk", "ok", found)
    level: Level = "broken" if free_gb < TOO_LITTLE_GB else "warning"
    variable = "VOICE_SERVER_ENVIRONMENTS" if what == "environments" else "VOICE_SERVER_CACHE"
    return Finding("disk", level, found, f"Make room, or name another folder by {variable}.")


def _existing(place: Path) -> Path:
    # Not Path.exists, which raises for a folder that is another user's, or has an impossible name.
    while not os.path.exists(place) and place != place.parent:
        place = place.parent
    return place


def _codecs() -> Finding:
    missing = []
    for name in FORMATS:
        try:
            open_encoder(check_encoding(name)).close()
        except EncodingFailed:
            missing.append(name)
    if not missing:
        return Finding("formats", "ok", ", ".join(FORMATS))
    return Finding(
        "formats",
        "warning",
        f"cannot be made here: {', '.join(missing)}",
        "Install the package av from PyPI, which brings its codecs.",
    )


def _loudspeaker() -> Finding:
    try:
        Player().stop()
    except NoOutputDevice as error:
        return Finding("loudspeaker", "note", error.message, "Without one, use -o FILE.")
    return Finding("loudspeaker", "ok", "there is one")
