"""The storage of jobs, on a folder of this machine and on an S3 server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

from backend_queues.errors import InvalidConfiguration, InvalidRequest
from backend_queues.job_errors import StorageUnavailable
from frontend.storage.local import UNFINISHED
from frontend.storage.storage import FETCH_BYTES, PART_BYTES, Storage
from tests.support.processes import wait_until

KILLED_BYTES = 8 * 2**20
KILLED_WRITER = f"""
import sys
from frontend.storage.storage import Storage
storage = Storage(sys.argv[1])
for n in range(10**9):
    storage.write("job/large", bytes([n % 256]) * {KILLED_BYTES})
"""


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a bucket of its own, for which the environment is set."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = f"bucket-{uuid4().hex}"
    boto3.client("s3").create_bucket(Bucket=bucket)
    return f"s3://{bucket}"


@pytest.fixture(params=["file", "s3", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/jobs"
    if request.param == "memory":
        return f"memory://{uuid4().hex}"
    return (tmp_path / "jobs").as_uri()


@pytest.fixture
def storage(url: str) -> Storage:
    return Storage(url)


def test_an_object_is_read_as_it_was_written_by_another_storage(url: str, storage: Storage) -> None:
    storage.write("a/b/c", b"first")
    assert Storage(url).read("a/b/c") == b"first"
    storage.write("a/b/c", b"")
    assert Storage(url).read("a/b/c") == b""


def test_what_is_not_there_is_no_error(storage: Storage) -> None:
    for path in ("nothing", "no/such/folder/nothing"):
        assert storage.read(path) is None
        assert not storage.exists(path)
        assert storage.names(path) == []
        assert storage.sizes(path) == {}
        storage.delete(path)


def test_nothing_is_below_an_object(storage: Storage) -> None:
    storage.write("a/object", b"1")
    assert storage.names("a/object") == []
    assert storage.sizes("a/object") == {}
    assert storage.read("a/object/below") is None
    assert not storage.exists("a/object/below")


def test_a_folder_lists_its_objects_and_folders_at_once(url: str, storage: Storage) -> None:
    storage.write("job/b", b"12")
    assert storage.names("job") == ["b"]
    Storage(url).write("job/a", b"123")
    Storage(url).write("job/c/d", b"1")
    assert storage.names("job") == ["a", "b", "c"]
    assert storage.sizes("job") == {"a": 3, "b": 2}
    assert storage.names("") == ["job"]
    assert storage.sizes("") == {}
    assert storage.exists("job/a")
    Storage(url).delete("job/a")
    assert storage.names("job") == ["b", "c"]
    assert not storage.exists("job/a")


def test_a_folder_has_the_size_of_all_that_is_below(storage: Storage) -> None:
    assert storage.total_size("job") == 0
    for path in ("job/a", "job/b/c", "job/b/d/e", "job2/a"):
        storage.write(path, b"123")
    assert (storage.total_size("job"), storage.total_size("job/b")) == (9, 6)


def test_only_a_disk_can_be_full(storage: Storage, url: str) -> None:
    room = storage.room()
    assert room is None or (url.startswith("file:") and room > 0)
    assert (room is None) == (not url.startswith("file:"))
    assert storage.unfinished() == {}


def test_deleting_takes_an_object_or_all_of_a_folder_and_nothing_else(storage: Storage) -> None:
    for path in ("job/a", "job/b/c", "job/b/d/e", "job2/a"):
        storage.write(path, b"1")
    storage.delete("job/a")
    assert storage.names("job") == ["b"]
    storage.delete("job")
    assert storage.names("") == ["job2"]
    assert storage.names("job") == []


def test_two_that_delete_one_folder_leave_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that finds something gone goes on, as the other does so too."""
    storage, unlink = Storage(f"file://{tmp_path}"), os.unlink
    gone: list[object] = []

    def gone_once(*path: Any, **where: Any) -> None:
        unlink(*path, **where)
        if not gone:
            gone.append(path)
            raise FileNotFoundError

    for name in "abc":
        storage.write(f"job/{name}", b"x")
    monkeypatch.setattr(os, "unlink", gone_once)
    storage.delete("job")
    assert gone
    assert not (tmp_path / "job").exists()


def test_a_name_is_no_pattern(storage: Storage) -> None:
    for path in ("job/a*", "job/ab", "job/[a]", "job/a?", "j*/x", "jx/y"):
        storage.write(path, path.encode())
    storage.delete("job/a*")
    storage.delete("job/a?")
    storage.delete("j*")
    assert storage.names("job") == ["[a]", "ab"]
    assert storage.names("jx") == ["y"]
    storage.delete("job")
    assert storage.names("") == ["jx"]


def test_more_objects_than_s3_lists_at_once_are_listed_and_deleted(s3: str) -> None:
    backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for number in range(1001):
        backend.put_object(s3.removeprefix("s3://"), f"job/{number:04}", b"1")
    storage = Storage(s3)
    assert len(storage.sizes("job")) == 1001
    storage.delete("job")
    assert storage.names("job") == []


def test_a_range_comes_in_small_parts(storage: Storage) -> None:
    data = os.urandom(FETCH_BYTES + 3 * PART_BYTES + 5)
    storage.write("large", data)
    parts = list(storage.read_range("large", 7, len(data)))
    assert b"".join(parts) == data[7:]
    assert max(map(len, parts)) == PART_BYTES
    assert b"".join(storage.read_range("large", 5, 6)) == data[5:6]
    assert list(storage.read_range("large", 5, 5)) == []


@pytest.mark.parametrize("path", ["short", "nothing"])
def test_a_range_that_is_not_all_there_is_told_of(storage: Storage, path: str) -> None:
    storage.write("short", b"12")
    with pytest.raises(StorageUnavailable, match=f"Cannot read .*{path}"):
        list(storage.read_range(path, 0, 3))


def test_a_file_of_this_machine_is_uploaded(storage: Storage, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(2**20))
    storage.upload("job/file", source)
    assert storage.read("job/file") == source.read_bytes()
    with pytest.raises(StorageUnavailable, match="No such file"):
        storage.upload("job/other", tmp_path / "nothing")
    assert storage.names("job") == ["file"]


def test_threads_use_one_storage_at_once(storage: Storage) -> None:
    def work(number: int) -> bool:
        data = bytes([number]) * 1000
        storage.write(f"job/{number}", data)
        storage.write("job/same", data)
        return storage.read(f"job/{number}") == data and f"{number}" in storage.names("job")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(40)))
    same = storage.read("job/same")
    assert same is not None and len(set(same)) == 1 and len(same) == 1000


@pytest.mark.parametrize(
    "path",
    ["..", "../a", "a/../b", "/a", "a//b", "a/", ".", "a/./b", "a\0", "a\\..\\b", UNFINISHED],
)
def test_no_path_leads_out_of_the_folder(storage: Storage, path: str) -> None:
    for call in (storage.read, storage.exists, storage.names, storage.sizes, storage.delete):
        with pytest.raises(InvalidRequest, match="cannot name an object"):
            call(path)
    with pytest.raises(InvalidRequest):
        storage.write(path, b"")
    with pytest.raises(InvalidRequest):
        list(storage.read_range(path, 0, 1))


@given(path=st.text(alphabet="ab./~*?[]é %#", max_size=12))
def test_whatever_the_name_the_object_lies_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    around = tmp_path_factory.mktemp("around")
    storage = Storage(str(around / "root"))
    try:
        storage.write(path, b"1")
    except (InvalidRequest, StorageUnavailable):
        return
    assert storage.read(path) == b"1"
    assert storage.names(path.rpartition("/")[0]) == [path.rpartition("/")[2]]
    assert os.listdir(around) == ["root"]


def test_a_plain_path_and_its_url_are_one_folder(tmp_path: Path) -> None:
    Storage(str(tmp_path)).write("a", b"1")
    assert Storage(tmp_path.as_uri()).read("a") == b"1"
    assert Storage(f"file:{tmp_path}").read("a") == b"1"


def test_what_is_stored_is_its_owners_alone(tmp_path: Path) -> None:
    Storage(str(tmp_path / "of" / "jobs")).write("job/text", b"1")
    root = tmp_path / "of" / "jobs"
    assert root.stat().st_mode & 0o777 == 0o700
    assert (root / "job" / "text").stat().st_mode & 0o777 == 0o600
    assert (root.parent).stat().st_mode & 0o055  # folders above it are not ours to close


def test_a_killed_writer_leaves_the_object_that_was_there(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write("job/large", b"old")
    writer = subprocess.Popen([sys.executable, "-c", KILLED_WRITER, str(tmp_path)])
    try:
        wait_until(lambda: storage.read("job/large") != b"old", 60)
        unfinished = tmp_path / UNFINISHED
        wait_until(lambda: any(_size(path) for path in unfinished.iterdir()), 60)
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    read = storage.read("job/large")
    assert read is not None and len(read) == KILLED_BYTES and len(set(read)) == 1
    assert storage.names("job") == ["large"]
    assert storage.names("") == ["job"]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write("folder/object", b"1")
    with pytest.raises(StorageUnavailable, match="Cannot write .*/folder: "):
        storage.write("folder", b"2")
    assert os.listdir(tmp_path / UNFINISHED) == []
    assert storage.read("folder/object") == b"1"


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageUnavailable, match="Check the storage of batch jobs"):
        Storage(str(tmp_path / "file" / "jobs")).write("a", b"1")


def test_a_missing_bucket_is_told_of_and_not_made(s3: str) -> None:
    storage = Storage(f"{s3}-other/jobs")
    with pytest.raises(StorageUnavailable, match="bucket does not exist"):
        storage.write("a", b"1")
    assert storage.read("a") is None
    names = [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]]
    assert f"{s3.removeprefix('s3://')}-other" not in names


def test_the_endpoint_may_be_given_to_fsspec(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec.config

    endpoint = os.environ["AWS_ENDPOINT_URL"]
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    # What fsspec makes of FSSPEC_S3_ENDPOINT_URL when it is imported.
    read: dict[str, dict[str, str]] = {}
    fsspec.config.set_conf_env(read, {"FSSPEC_S3_ENDPOINT_URL": endpoint})
    monkeypatch.setitem(fsspec.config.conf, "s3", read["s3"])
    Storage(s3).write("a", b"1")
    assert Storage(s3).read("a") == b"1"


def test_a_server_that_is_gone_is_told_of(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    storage = Storage(s3)
    for call in (storage.read, storage.exists, storage.names, storage.delete):
        with pytest.raises(StorageUnavailable, match="127.0.0.1:9"):
            call("a")


def test_objects_that_may_not_be_deleted_are_told_of(s3: str) -> None:
    storage = Storage(s3)
    storage.write("job/a", b"1")
    bucket = s3.removeprefix("s3://")
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:DeleteObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    boto3.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
    with pytest.raises(StorageUnavailable, match="Cannot delete .*/job"):
        storage.delete("job")
    assert storage.names("job") == ["a"]


@pytest.mark.parametrize("url", ["", "nosuch://a/b", "s3://", "file:///"])
def test_what_is_no_storage_is_refused(url: str) -> None:
    with pytest.raises(InvalidConfiguration, match="s3://bucket/folder"):
        Storage(url)


def test_a_missing_package_is_named() -> None:
    code = (
        "import sys; sys.modules['s3fs'] = None; from frontend.storage.storage import Storage"
        "; Storage('s3://bucket/jobs')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "InvalidConfiguration: The storage 's3://bucket/jobs' needs a package" in ended.stderr
    assert "pip install 'voice-server[s3]'" in ended.stderr


def test_a_name_is_on_the_disk_before_its_object_counts_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = Storage(str(tmp_path))
    synced: list[str] = []
    sync = os.fsync

    def note(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    storage.write("job/items/first", b"1")
    assert synced[1:] == [str(tmp_path / "job/items"), str(tmp_path / "job"), str(tmp_path)]
    synced.clear()
    storage.write("job/items/second", b"1")
    assert synced[1:] == [str(tmp_path / "job/items")]


@pytest.mark.parametrize(
    "url", ["nosuch://me:hunter2@host/a", "ftp://me:hun@ter2@127.0.0.1:1/a", "ftp://me:hunter2@"]
)
def test_a_password_in_a_wrong_url_is_not_told(url: str) -> None:
    with pytest.raises((InvalidConfiguration, StorageUnavailable)) as raised:
        Storage(url)
    assert "ter2" not in str(raised.value) and "***@" in str(raised.value)


def test_all_objects_are_listed_with_their_sizes_and_times(storage: Storage) -> None:
    assert storage.objects() == []
    began = time.time()
    storage.write("a/b/c", b"123")
    storage.write("d", b"")
    found = {it.path: it for it in storage.objects()}
    assert {path: it.size_bytes for path, it in found.items()} == {"a/b/c": 3, "d": 0}
    assert all(began - 5 <= it.used_at <= time.time() + 5 for it in found.values())


def test_a_file_that_is_touched_is_the_newest(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write("a", b"1")
    os.utime(tmp_path / "a", (1.0, 1.0))
    storage.touch("a")
    storage.touch("b")
    assert [it.used_at > 1_000 for it in storage.objects()] == [True]
