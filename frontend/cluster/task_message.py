"""A segment's task as it waits in Redis: Celery's message protocol 2, as kombu keeps it in a list.

Celery itself takes five times as long to write it, in a thread that has to be waited for, and most
of what a listener costs a frontend beside its audio is what is sent for its segments. A test
compares it with what Celery sends.

https://docs.celeryq.dev/en/stable/internals/protocol.html
"""

import os
import socket
import uuid
from base64 import b64encode
from typing import Any

import msgspec

from tasks.messages import SYNTHESIZE_TASK, SegmentTask

PERSISTENT = 2
# What follows the arguments: nothing is called with the task's result.
EMBEDDED = {"callbacks": None, "errbacks": None, "chain": None, "chord": None}
HEADERS: dict[str, Any] = {
    "lang": "py",
    "task": SYNTHESIZE_TASK,
    "shadow": None,
    "eta": None,
    "expires": None,
    "group": None,
    "group_index": None,
    "retries": 0,
    "timelimit": (None, None),
    "parent_id": None,
    "argsrepr": "",
    "ignore_result": None,
    "replaced_task_nesting": 0,
    "stamped_headers": None,
    "stamps": {},
}


def task_message(task: SegmentTask, queue: str, priority: int) -> bytes:
    """Return what is put into the queue's list of that priority."""
    body = msgspec.json.encode(((), task, EMBEDDED))
    headers = {
        **HEADERS,
        "id": task.task_id,
        "root_id": task.task_id,
        "kwargsrepr": shown(task),
        "origin": f"gen{os.getpid()}@{_HOST}",
    }
    properties = {
        "correlation_id": task.task_id,
        "reply_to": "",
        "delivery_mode": PERSISTENT,
        "delivery_info": {"exchange": "", "routing_key": queue},
        "priority": priority,
        "body_encoding": "base64",
        "delivery_tag": str(uuid.uuid4()),
    }
    return msgspec.json.encode(
        {
            "body": b64encode(body).decode(),
            "content-encoding": "utf-8",
            "content-type": "application/json",
            "headers": headers,
            "properties": properties,
        }
    )


def shown(task: SegmentTask) -> str:
    """Return what flower shows of it: nothing of its text."""
    return f"segment {task.segment_index}, attempt {task.attempt}"


_HOST = socket.gethostname()
