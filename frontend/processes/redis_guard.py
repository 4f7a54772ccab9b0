"""Runs the private Redis server of `voice-server up`.

    python -m frontend.processes.redis_guard SERVER FOLDER

The server knows nothing of its parent and cannot delete its own folder, so this process does both
for it. On SIGTERM, or when its parent is gone, it ends the server and deletes the folder. If it is
killed itself, the kernel ends the server (on Linux), and a new guard starts one at the same place.
"""

import ctypes
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tasks.process.parent_watchdog import end_with_parent

SOCKET_NAME = "redis.sock"
LOG_NAME = "redis.log"
CONFIGURATION_NAME = "redis.conf"
LAST_LINES = 5
END_S = 2.0
PR_SET_PDEATHSIG = 1

# noeviction: a full Redis refuses new data instead of forgetting a task. The pub/sub limit lets a
# frontend catch up after a pause. Queued data is useless after the server's end.
CONFIGURATION = """
port 0
unixsocket "{folder}/{socket}"
unixsocketperm 700
dir "{folder}"
logfile "{folder}/{log}"
save ""
appendonly no
maxmemory-policy noeviction
client-output-buffer-limit pubsub 256mb 64mb 60
"""


def main(server: str, folder: Path) -> int:
    """Run the server until SIGTERM, or until it ends by itself; then return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder.mkdir(mode=0o700, exist_ok=True)
    process = _start(server, folder)
    try:
        end_with_parent()
        code = process.wait()
    except SystemExit:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _end(process)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    print(*_last_lines(folder / LOG_NAME), sep="\n")
    return code or 1


def _start(server: str, folder: Path) -> subprocess.Popen[bytes]:
    text = CONFIGURATION.format(folder=folder, socket=SOCKET_NAME, log=LOG_NAME)
    configuration = folder / CONFIGURATION_NAME
    configuration.write_text(text)
    return subprocess.Popen([server, str(configuration)], preexec_fn=_end_with_guard())


def _end_with_guard() -> Callable[[], None] | None:
    """Return a function for the child, before it becomes the server: it asks to die with us."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up here: between fork and exec little is allowed
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_lines(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-LAST_LINES:] if log.exists() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
