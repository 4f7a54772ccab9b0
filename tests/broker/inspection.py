"""What Celery tells of its workers' settings and connections, and so what flower shows."""

import os
import subprocess
import sys

CODE = """
import json
from tasks.app import app
def asked():
    return app.control.inspect(timeout=30, limit=1)
stats, conf = asked().stats(), asked().conf()
assert stats and conf
print(json.dumps([stats, conf]))
"""


def inspected(redis_url: str, broker_url: str = "") -> str:
    """Ask one worker, in a process of its own, as Celery reads its configuration once."""
    environ = {**os.environ, "REDIS_URL": redis_url, "BROKER_URL": broker_url}
    command = [sys.executable, "-c", CODE]
    process = subprocess.run(
        command, env=environ, check=True, timeout=120, capture_output=True, text=True
    )
    return process.stdout + process.stderr
