"""Celery's settings, one a line, each with its reason. Frontends and workers share them."""

import os
from urllib.parse import urlsplit


def redis_url() -> str:
    """Return where Redis is, with its password.

    Not a constant: Celery would take it for a setting of its own, which monitors show unmasked.
    """
    return os.environ.get("REDIS_URL", "redis://localhost:6379/0")


def broker_url_of(redis_url: str) -> str:
    """Return kombu's form of a Redis URL: a unix socket is redis+socket:// there."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    credentials, at, _ = parts.netloc.rpartition("@")
    query = parts.query.replace("db=", "virtual_host=")
    return f"redis+socket://{credentials}{at}{parts.path}" + (f"?{query}" if query else "")


# One Redis is broker, log and result channel.
broker_url = broker_url_of(redis_url())
# A restarted Redis is waited for, at start and later, for as long as it takes.
broker_connection_retry_on_startup = True
broker_connection_max_retries = None
# Arguments are plain data; nobody who can reach Redis gets to run a pickle.
task_serializer = "json"
accept_content = ["json"]
# Results go to the frontend's own channel; a result backend would subscribe once per task.
result_backend = None
task_ignore_result = True
# A task is acknowledged when it is done, and a busy worker holds no second one.
task_acks_late = True
worker_prefetch_multiplier = 1
# One model per process, in the process that loaded it: forking a loaded model breaks CUDA and ONNX.
worker_pool = "solo"
worker_concurrency = 1
# flower sees what workers do; events about sending would double the cost of sending.
worker_send_task_events = True
task_send_sent_event = False
# A frontend that cannot reach Redis says so at once instead of holding its clients.
task_publish_retry = True
task_publish_retry_policy = {
    "max_retries": 1,
    "interval_start": 0.05,
    "interval_step": 0.05,
    "interval_max": 0.1,
}
# A worker must not replace the logging of the process that embeds it.
worker_hijack_root_logger = False
# Workers of one backend form one queue; nobody consumes Celery's default one.
task_default_queue = "tts.unrouted"
task_create_missing_queues = True
broker_transport_options = {
    # 0 is the most urgent; each step is a list of its own, the same on both sides.
    "priority_steps": list(range(10)),
    # The ledger finds lost tasks, so the broker keeps no second copy of those that are being done.
    # It costs two calls a task, and a worker whose call fails would never take a task again.
    "ack_emulation": False,
    # A dead connection is found out instead of being waited on for ever.
    "socket_timeout": 10,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
