"""Ends a child process when the process that started it is gone.

A parent that is killed with kill -9 cannot end its children, so each child watches for itself.
"""

import os
import signal
import threading
import time

PARENT_VARIABLE = "VOICE_SERVER_PARENT"
CHECK_S = 0.25


def end_with_parent(grace_s: float = 10.0) -> None:
    """Watch the parent that VOICE_SERVER_PARENT names; if it names none, do nothing.

    When the parent is gone, this process gets SIGTERM. After `grace_s` it is ended in any case:
    native code that hangs cannot react to a signal.
    """
    parent = os.environ.get(PARENT_VARIABLE)
    if parent:
        threading.Thread(
            target=_watch, args=(int(parent), grace_s), name="parent watchdog", daemon=True
        ).start()


def _watch(parent: int, grace_s: float) -> None:
    while os.getppid() == parent:
        time.sleep(CHECK_S)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace_s)
    os._exit(1)
