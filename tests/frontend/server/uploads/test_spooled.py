"""A body is kept in a file, which goes with its request."""

import errno
import os
import tempfile
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path

import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.server.uploads.spooled import WRITTEN_BYTES, spooled

FULL = Path("/dev/full")


async def parts(*given: bytes) -> AsyncGenerator[bytes]:
    for part in given:
        yield part


@pytest.mark.parametrize(
    "given", [[], [b"a"], [b"one", b"two"], [b"a" * WRITTEN_BYTES, b"b", b"c" * WRITTEN_BYTES]]
)
async def test_the_file_has_the_body_until_the_end_of_the_block(given: Iterable[bytes]) -> None:
    async with spooled(parts(*given)) as path:
        assert path.read_bytes() == b"".join(given)
        assert path.stat().st_mode & 0o077 == 0, "others can read it"
    assert not path.exists()


async def test_no_file_is_left_of_a_body_that_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def broken() -> AsyncGenerator[bytes]:
        yield b"a" * WRITTEN_BYTES
        assert os.listdir(tmp_path)
        raise ConnectionResetError

    with pytest.raises((ConnectionResetError, StorageUnavailable)):
        async with spooled(broken()):
            pass
    assert not os.listdir(tmp_path)


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
async def test_a_full_disk_is_told_as_such() -> None:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(StorageUnavailable, match="no room"):
        patch.setattr(tempfile, "NamedTemporaryFile", lambda **_: FULL.open("wb"))
        async with spooled(parts(b"a" * WRITTEN_BYTES)):
            pass


async def test_a_missing_folder_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(StorageUnavailable) as error:
        async with spooled(parts()):
            pass
    assert isinstance(error.value.__cause__, OSError)
    assert error.value.__cause__.errno == errno.ENOENT
