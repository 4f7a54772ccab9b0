"""A worker's heartbeat while Redis is unreachable."""

from pathlib import Path

import pytest

from backend_queues.base import Capabilities
from tasks.bus import WorkerBus
from tasks.messages import Presence
from tasks.worker.heartbeat import WorkerHeartbeat
from tests.support.server import running_redis

PRESENCE = Presence(
    worker="w",
    backend="tone",
    host="h",
    pid=1,
    sample_rate_hz=24_000,
    voices=(),
    capabilities=Capabilities(languages=("en",)),
    busy=False,
    segment_s=0.0,
    real_time_factor=0.0,
)


def test_a_worker_leaves_a_redis_that_is_gone_with_a_sentence(
    short_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running_redis(short_folder) as (url, _):
        heartbeat = WorkerHeartbeat(WorkerBus(url), "w", lambda: PRESENCE, stall_limit_s=60)
        heartbeat.start()
    heartbeat.stop()
    assert "presence runs out by itself" in caplog.text
    assert "Traceback" not in caplog.text
