"""Servers that many tests share; a test that breaks its server starts one of its own."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling, Scheduling

from tests.support.busy import slow_server
from tests.support.server import (
    BACKENDS_FILE,
    Server,
    free_port,
    running_redis,
    running_server,
)

SLOWEST_FIRST = ["weights", "chaos", "brokers", "browser"]
LAST = len(SLOWEST_FIRST)
SHARED_BY_FEW = {
    "model_server": ("tests/test_readme.py", "tests/test_whole_way.py"),
    "busy_server": (
        "tests/frontend/client/test_line.py",
        "tests/frontend/console/test_line.py",
        "tests/frontend/server/openapi/test_answers.py",
        "tests/frontend/server/routes/test_line.py",
    ),
    "cartesia": ("tests/frontend/server/vendors/cartesia/",),
    "elevenlabs": ("tests/frontend/server/vendors/elevenlabs/",),
    "metrics": ("tests/frontend/telemetry/metrics/",),
    "voice_samples": ("tests/frontend/voices/voice_samples/",),
}
LONG_FILES = ["test_patterns.py"]  # of many short tests, in one process

# A client of the tests waits as long as the machine takes; what is to be quick says so itself.
for phase in ("connect", "read", "write", "pool"):
    setattr(DEFAULT_TIMEOUT_CONFIG, phase, 60.0)

# How long an example takes says nothing on a machine that others use too. A gate says of the same
# code the same every time; new examples are looked for where somebody works on it.
settings.register_profile("patient", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("patient")


class _FilesOfOneServer(LoadFileScheduling):
    """Gives a process files; those that share a server of their own all to the same process."""

    def _split_scope(self, nodeid: str) -> str:
        groups = (name for name, begin in SHARED_BY_FEW.items() if nodeid.startswith(begin))
        return next(groups, None) or str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return _FilesOfOneServer(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is slow, so that all processes of `make test` end at the same time."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    slow = min(map(SLOWEST_FIRST.index, _marks(item)), default=LAST)
    return 0 if item.path.name in LONG_FILES else slow


def _marks(item: pytest.Item) -> list[str]:
    return [mark.name for mark in item.iter_markers() if mark.name in SLOWEST_FIRST]


def pytest_collection_finish() -> None:
    """Thousands of tests stay: to look through them for garbage would stop a process for a second.

    So long that a Redis that has answered would count as away.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def no_cover() -> None:
    """Coverage is not measured, which would take as long again: what runs is in other processes."""


@pytest.fixture(scope="session")
def server(no_cover: None) -> Iterator[Server]:
    """Two workers of the tone, one of the tone with faults."""
    # So slow that on a busy machine a first sentence is still not cut, and nobody refused, for
    # want of time.
    with running_server(
        "tone:2",
        "faulty",
        registry=BACKENDS_FILE,
        first_audio_s=60,
        max_start_delay_s=600,
        wyoming=f"127.0.0.1:{free_port()}",
    ) as server:
        yield server


@pytest.fixture(scope="session")
def busy_server(no_cover: None) -> Iterator[Server]:
    """Two slow workers, which speak to one listener at a time; others wait, however long."""
    with slow_server("faulty:2") as server:
        yield server


@pytest.fixture(scope="session")
def model_server(no_cover: None) -> Iterator[Server]:
    """A worker each of the backends with real models."""
    with running_server("kokoro", "piper") as server:
        yield server


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path leaves room for the name of a unix socket."""
    with tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def redis_url(short_folder: Path) -> Iterator[str]:
    """A Redis server of the test's own."""
    with running_redis(short_folder) as (url, _):
        yield url
