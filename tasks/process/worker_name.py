"""The name of a worker process in one of its lives, under which all others know of it.

Its supervisor draws it, so that it can say at once which worker has ended.
"""

import os
import uuid

NAME_VARIABLE = "VOICE_SERVER_WORKER"


def new_name(backend: str) -> str:
    return f"{backend}-{uuid.uuid4().hex[:12]}"


def own_name(backend: str) -> str:
    """Return the name that the supervisor gave this process, or a new one if it has none."""
    return os.environ.get(NAME_VARIABLE) or new_name(backend)
