"""A reader can do nothing but read, is ended when it does not end, and has one of two places."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend_queues.errors import Overloaded
from frontend.confinement.process import Reader, ReaderFault, ReadingFailed, TookTooLong
from frontend.confinement.readers import Readers
from tests.frontend.confinement.asking import LIMITS, PRYING, told
from tests.frontend.confinement.prying import TRIALS
from tests.support.processes import wait_until

REFUSED = {
    "use_memory": "MemoryError",
    "use_native_memory": "MemoryError",
    "fill_the_disk": "OSError",
    "open_files": "OSError",
    "start_a_thread": "RuntimeError",
}


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers()
    yield readers
    readers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are Linux's")
@pytest.mark.parametrize("what", [name for name in TRIALS if "_for_ever" not in name])
async def test_a_reader_can_do_nothing_but_read(readers: Readers, what: str) -> None:
    expected = {"read_its_file": ""}.get(what, REFUSED.get(what, "PermissionError"))
    assert (await told(readers, what))["error"] == expected


async def test_a_reader_is_told_nothing_of_the_server(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret@127.0.0.1")
    monkeypatch.setenv("ELEVENLABS_API_KEY", "secret")
    child = await told(readers, "read_its_file")
    assert child["arguments"] == ["an argument"]
    allowed = {"LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONUTF8", "LC_CTYPE", "TMPDIR"}
    allowed |= {"VOICE_SERVER_PARENT", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}
    assert set(child["environment"]) <= allowed
    assert "secret" not in str(child)


async def test_a_reader_inherits_no_open_file(readers: Readers, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        child = await told(readers, "read_its_file")
    assert child["open_files"] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("what", "limits"),
    [("sleep_for_ever", {"wall_s": 1.5}), ("work_for_ever", {"cpu_s": 1})],
)
async def test_a_reader_that_does_not_end_is_ended(
    readers: Readers, what: str, limits: dict[str, Any]
) -> None:
    reader = Reader(PRYING.module, msgspec.structs.replace(LIMITS, **limits))
    with pytest.raises(TookTooLong):
        await told(readers, what, reader)


async def test_a_fault_and_a_crash_are_told_apart(readers: Readers) -> None:
    with pytest.raises(ReaderFault, match="KeyError"):
        await told(readers, "there is no such trial")
    with pytest.raises(ReadingFailed, match="SIGSEGV"):
        await told(readers, "crash_for_ever")


async def test_a_reading_that_is_cancelled_ends_its_process(readers: Readers) -> None:
    reading = asyncio.create_task(told(readers, "sleep_for_ever"))
    await asyncio.to_thread(wait_until, lambda: _children(os.getpid()), 30)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.to_thread(wait_until, lambda: not _children(os.getpid()), 30)


async def test_no_more_than_two_read_at_once(readers: Readers) -> None:
    """Five uploads started five decoders, of up to 2 GB each."""
    reading = asyncio.gather(*(told(readers, "read_its_file") for _ in range(6)))
    most = 0
    while not reading.done():
        most = max(most, len(await asyncio.to_thread(_children, os.getpid())))
    assert most in (1, 2)
    assert len(await reading) == 6


async def test_whoever_waits_too_long_for_a_place_is_told(readers: Readers) -> None:
    async with readers.place(), readers.place():
        began = time.monotonic()
        with pytest.raises(Overloaded) as refused:
            async with readers.place(longest_wait_s=0.2):
                pass
        assert refused.value.retry_after_s
        assert time.monotonic() - began < 20
    async with readers.place(longest_wait_s=0.2):
        pass


PARENT = """
import asyncio, sys, tempfile
from frontend.confinement.readers import Readers
from tests.frontend.confinement.asking import told

asyncio.run(told(Readers(), "work_for_ever"))
"""


def test_a_reader_ends_with_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT])
    wait_until(lambda: _children(parent.pid), 60)
    child = _children(parent.pid)[0]
    parent.kill()
    parent.wait()
    wait_until(lambda: not Path(f"/proc/{child}").exists(), 10)


def _children(pid: int) -> list[int]:
    """Return the readers that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and b"prying" in command:
            found.append(int(status.parent.name))
    return found
