"""How a worker tells its supervisor that it has loaded: by a line of output, which is not shown."""

import os
import sys

from tasks.process.worker_name import NAME_VARIABLE

READY_LINE = "voice-server: this worker is ready"


def tell_ready() -> None:
    """Tell the supervisor, if there is one."""
    if os.environ.get(NAME_VARIABLE) and sys.__stdout__:
        print(READY_LINE, file=sys.__stdout__, flush=True)
