"""flower as `voice-server up --flower` runs it, and the checks before it is run."""

import importlib.util
import socket
import sys

from backend_queues.errors import InvalidConfiguration
from frontend.settings import Settings
from tasks.process.direct_http import open_directly
from tasks.supervision.process import Child

AUTH_VARIABLE = "VOICE_SERVER_FLOWER_AUTH"
PROBE_S = 2.0


def check_installed() -> None:
    """Make sure that the package is installed.

    Raises:
        InvalidConfiguration: it is not; the message has the command that installs it.
    """
    if not importlib.util.find_spec("flower"):
        raise InvalidConfiguration("flower is not installed: pip install 'flower>=2.2'")


def checked_auth(settings: Settings) -> str:
    """Return user:password, or "". The message of the error never contains the password.

    Raises:
        InvalidConfiguration: it does not have that form, or is not ASCII, as flower requires.
    """
    user, _, password = settings.flower_auth.partition(":")
    if settings.flower_auth and not (user and password and settings.flower_auth.isascii()):
        raise InvalidConfiguration(f"{AUTH_VARIABLE} must be user:password, in ASCII.")
    return settings.flower_auth


def flower_child(listener: socket.socket, redis_url: str) -> Child:
    """Return the process; the socket stays the parent's, like the frontend's."""
    fd = listener.fileno()
    command = (sys.executable, "-m", "frontend.cli", "flower", "--fd", str(fd))
    return Child("flower", command, {"REDIS_URL": redis_url}, pass_fds=(fd,))


def flower_answers(url: str) -> bool:
    try:
        open_directly(f"{url}/healthcheck", PROBE_S).close()
    except OSError:
        return False
    return True
