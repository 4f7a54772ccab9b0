"""A file's digest is computed once, for as long as nobody touches the file."""

import hashlib
import os
from pathlib import Path

import pytest

from backend_queues.provisioning.digests import has_digest, remember

CONTENT = b"weights"
RIGHT = hashlib.sha256(CONTENT).hexdigest()
WRONG = "0" * 64


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "model.bin"
    file.write_bytes(CONTENT)
    return file


def test_a_file_has_the_digest_of_its_content(file: Path) -> None:
    assert has_digest(file, RIGHT)
    assert not has_digest(file, WRONG)
    assert not has_digest(file.with_name("missing"), RIGHT)


def test_what_is_remembered_is_not_computed_again(file: Path) -> None:
    """Only reading it would show that the digest is another one."""
    remember(file, WRONG)
    assert has_digest(file, WRONG)


@pytest.mark.parametrize("touch", ["content", "time", "rename"])
def test_a_touched_file_is_read_again(file: Path, touch: str) -> None:
    remember(file, WRONG)
    seen = file.stat()
    match touch:
        case "content":
            file.write_bytes(CONTENT)
        case "rename":
            file.rename(file.with_suffix(".new")).rename(file)
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert not has_digest(file, WRONG)
