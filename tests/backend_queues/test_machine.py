"""The limits of containers and units, as the two versions of control groups show them."""

import math
from pathlib import Path

import pytest

from backend_queues import machine, threads
from backend_queues.machine import cpu_limits, memory_limits
from backend_queues.threads import cores
from tasks.supervision import workers

GIB = 1024**3
NONE_1 = str(2**63 - 4096)  # how version 1 writes that there is no limit


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(machine, "OWN", tmp_path / "own")
    monkeypatch.setattr(machine, "ROOT", tmp_path / "groups")
    monkeypatch.setattr(threads, "_offered", lambda: 64)
    return tmp_path


def lay_out(root: Path, own: str, **files: str) -> None:
    """Write what the process is in, and the files, whose names have __ for a slash."""
    (root / "own").write_text(own)
    for name, text in files.items():
        file = root / "groups" / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n")


def test_a_container_has_the_time_of_some_cores(root: Path) -> None:
    lay_out(root, "0::/\n", **{"cpu.max": "400000 100000", "memory.max": str(6 * GIB)})
    assert list(cpu_limits()) == [4.0] and cores() == 4
    assert list(memory_limits()) == [6 * GIB] and workers.memory_bytes() <= 6 * GIB


def test_the_least_counts_of_a_unit_and_the_slices_it_is_in(root: Path) -> None:
    lay_out(
        root,
        "0::/system.slice/tts.slice/worker.service\n",
        **{
            "system.slice__tts.slice__worker.service__cpu.max": "max 100000",
            "system.slice__tts.slice__cpu.max": "250000 100000",
            "system.slice__cpu.max": "800000 100000",
            "system.slice__memory.max": "max",
        },
    )
    assert list(cpu_limits()) == [2.5, 8.0] and cores() == 2
    assert list(memory_limits()) == []


def test_less_than_a_core_is_one(root: Path) -> None:
    lay_out(root, "0::/\n", **{"cpu.max": "50000 100000"})
    assert cores() == 1


@pytest.mark.parametrize("path", ["/", "/docker/0123"])
def test_a_container_of_version_1_shows_its_own_group_as_the_root(root: Path, path: str) -> None:
    lay_out(
        root,
        f"5:memory:{path}\n4:cpu,cpuacct:{path}\n1:name=systemd:{path}\n0::/\n",
        **{
            "cpu__cpu.cfs_quota_us": "300000",
            "cpu__cpu.cfs_period_us": "100000",
            "memory__memory.limit_in_bytes": str(4 * GIB),
        },
    )
    assert cores() == 3 and min(memory_limits()) == 4 * GIB


def test_without_limits_all_of_it_may_be_used(root: Path) -> None:
    lay_out(
        root,
        "5:memory:/\n4:cpu:/\n0::/\n",
        **{
            "cpu__cpu.cfs_quota_us": "-1",
            "cpu__cpu.cfs_period_us": "100000",
            "memory__memory.limit_in_bytes": NONE_1,
            "cpu.max": "max 100000",
        },
    )
    before = workers.memory_bytes()
    assert cores() == 64 and 0 < before < int(NONE_1)


@pytest.mark.parametrize("own", ["", "nonsense", "0::/gone\n"])
def test_what_cannot_be_read_limits_nothing(root: Path, own: str) -> None:
    lay_out(root, own, **{"cpu.max": "", "memory.max": "many"})
    assert cores() == 64 and min(memory_limits(), default=math.inf) == math.inf
    (root / "own").unlink()
    assert cores() == 64
