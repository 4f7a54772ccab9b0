"""A frontend ends its parts before what they work with."""

import asyncio
import logging
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from backend_queues.registry import registry
from frontend.jobs.jobs import Jobs
from frontend.server.composition import Frontend
from frontend.settings import Settings
from frontend.telemetry.traces import Traces


async def test_no_part_misses_what_was_closed_before_it(
    redis_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def work(jobs: Jobs) -> None:
        while True:  # as busily as a sweep through many jobs
            await jobs._blocking.do(lambda: None)

    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setattr(Jobs, "sweep", work)
    frontend = Frontend(Settings(jobs=tmp_path.as_uri()), registry(), Traces())
    with caplog.at_level(logging.ERROR):
        async with AsyncExitStack() as closing:
            await frontend.run(closing)
            frontend._background.spawn(asyncio.sleep(0.2))  # a farewell that takes its time
    assert not caplog.records
