"""The store in a folder and in a bucket: shared, bounded, and clean after killed processes."""

import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from backend_queues.job_errors import StorageUnavailable
from frontend.segment_cache.folder_store import FolderStore, too_many
from frontend.segment_cache.limits import StoreLimits
from frontend.storage.local import UNFINISHED
from frontend.storage.object_store import StoredObject

LIMITS = StoreLimits(most_bytes=1_000, unused_s=600)
NAMES = ["a0" * 32, "b1" * 32, "c2" * 32]


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    name = f"bucket-{uuid4().hex}"
    boto3.client("s3").create_bucket(Bucket=name)
    return f"s3://{name}/cache"


@pytest.fixture(params=["folder", "bucket"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "bucket":
        return str(request.getfixturevalue("bucket"))
    return str(tmp_path / "cache")


@pytest.fixture
async def store(url: str) -> AsyncIterator[FolderStore]:
    store = FolderStore(url, LIMITS)
    yield store
    await store.close()


async def test_another_frontend_finds_what_one_has_kept(store: FolderStore, url: str) -> None:
    assert await store.get(NAMES[0]) is None
    await store.tidy()  # there is no folder yet
    await store.put(NAMES[0], b"\0speech")
    other = FolderStore(url, LIMITS)
    assert await other.get(NAMES[0]) == b"\0speech"
    await other.remove(NAMES[0])
    assert await store.get(NAMES[0]) is None
    await store.remove(NAMES[0])
    await store.touch(NAMES)
    await other.close()


async def test_what_is_too_much_goes(store: FolderStore) -> None:
    for name in NAMES:
        await store.put(name, bytes(400))
    await store.tidy()
    kept = [name for name in NAMES if await store.get(name)]
    assert len(kept) == 2


async def test_in_a_folder_the_longest_unused_go_first(tmp_path: Path) -> None:
    store = FolderStore(str(tmp_path), LIMITS)
    for age, name in enumerate(NAMES):
        await store.put(name, bytes(400))
        at = time.time() - 100 + age
        os.utime(tmp_path / name[:2] / name, (at, at))
    await store.touch([NAMES[0]])
    await store.tidy()
    assert [name for name in NAMES if await store.get(name)] == [NAMES[0], NAMES[2]]
    await store.close()


async def test_what_is_unused_for_long_goes(tmp_path: Path) -> None:
    store = FolderStore(str(tmp_path), LIMITS, clock=lambda: time.time() + 601)
    await store.put(NAMES[0], b"1")
    await store.tidy()
    assert await store.get(NAMES[0]) is None
    await store.close()


async def test_what_else_is_in_the_folder_stays(tmp_path: Path) -> None:
    store = FolderStore(str(tmp_path), LIMITS, clock=lambda: time.time() + 601)
    others = [tmp_path / "letter.txt", tmp_path / "music" / "song.mp3", tmp_path / "a0" / "b0"]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(bytes(5_000))
    await store.put(NAMES[0], b"1")
    await store.tidy()
    assert all(other.exists() for other in others)
    assert await store.get(NAMES[0]) is None
    await store.close()


async def test_what_a_killed_process_has_left_goes(tmp_path: Path) -> None:
    store = FolderStore(str(tmp_path), LIMITS)
    await store.put(NAMES[0], b"1")
    new, old = tmp_path / UNFINISHED / "new", tmp_path / UNFINISHED / "old"
    new.touch()
    old.touch()
    os.utime(old, (1.0, 1.0))
    await store.tidy()
    assert (new.exists(), old.exists()) == (True, False)
    assert await store.get(NAMES[0]) == b"1"
    await store.close()


async def test_a_folder_that_cannot_be_used_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = FolderStore(str(tmp_path / "file"), LIMITS)
    with pytest.raises(StorageUnavailable, match="Check the storage of the segment cache"):
        await store.put(NAMES[0], b"1")
    await store.close()


def test_room_is_made_for_some_more() -> None:
    """So that not every new segment costs a look at all of them."""
    objects = [StoredObject(str(n), 100, 1_000.0 + n) for n in range(11)]
    assert too_many(objects[:10], LIMITS, 1_100.0) == []
    assert too_many(objects[::-1], LIMITS, 1_100.0) == ["0", "1"]
    assert too_many(objects, LIMITS, 1_605.0) == ["0", "1", "2", "3", "4"]
