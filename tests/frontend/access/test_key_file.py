"""API keys in a file."""

import os
import threading
from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.access.errors import KeysUnavailable
from frontend.access.key import new_key
from frontend.access.key_file import MAX_BYTES, KeyFile


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "new" / "keys.json")


def test_keys_are_added_and_revoked(file: KeyFile) -> None:
    records = [new_key(name)[1] for name in ("one", "two")]
    versions = set()
    for record in records:
        file.add(record)
        versions.add(file.version())
    assert file.read() == {record.id: record for record in records}
    assert file.revoke(records[0].id)
    assert not file.revoke(records[0].id)
    assert file.read() == {records[1].id: records[1]}
    assert len({*versions, file.version()}) == 3


def test_nobody_else_may_read_it(file: KeyFile) -> None:
    file.add(new_key("one")[1])
    assert file.path.stat().st_mode & 0o077 == 0


def test_two_that_change_it_at_once_lose_nothing(file: KeyFile) -> None:
    def add() -> None:
        for _ in range(10):
            KeyFile(file.path).add(new_key("one")[1])

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.read()) == 40


@pytest.mark.parametrize("content", [b"", b"[]", b'{"keys": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_file_is_no_empty_one(file: KeyFile, content: bytes) -> None:
    file.add(new_key("one")[1])
    file.path.write_bytes(content)
    with pytest.raises(KeysUnavailable):
        file.read()
    with pytest.raises(KeysUnavailable):
        file.add(new_key("two")[1])
    assert file.path.read_bytes() == content


def test_a_file_that_is_not_there_or_too_large_is_said_so(file: KeyFile) -> None:
    with pytest.raises(KeysUnavailable, match="No such file"):
        file.version()
    file.add(new_key("one")[1])
    os.truncate(file.path, MAX_BYTES + 1)
    with pytest.raises(KeysUnavailable, match="more than"):
        file.read()


def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidConfiguration, match="cannot be written"):
        KeyFile(tmp_path / "file" / "keys.json").add(new_key("one")[1])
