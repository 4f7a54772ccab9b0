"""A storage that hangs: whoever asks it is told so in time, and it does not hold up the process."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.storage import storage as module
from frontend.storage.bounded import MOST_HANGING, BoundedCalls, Hanging
from frontend.storage.storage import Storage

SOON_S = 0.05


@pytest.fixture
def calls() -> Iterator[BoundedCalls]:
    calls = BoundedCalls()
    yield calls
    calls.close()


def test_a_call_returns_or_raises_what_its_work_does(calls: BoundedCalls) -> None:
    def refuse() -> None:
        raise TimeoutError("of its own")

    assert calls.call("a", lambda: 5, 10) == 5
    with pytest.raises(TimeoutError, match="of its own"):
        calls.call("a", refuse, 10)


def test_what_hangs_is_given_up_and_not_asked_again_until_it_answers(calls: BoundedCalls) -> None:
    may_end, begun, given_up = threading.Event(), [], []

    def hang() -> None:
        begun.append(1)
        may_end.wait(60)
        given_up.append(calls.is_given_up)

    with pytest.raises(Hanging, match="not answered for 0.05 s"):
        calls.call("a", hang, SOON_S)
    for _ in range(3):
        with pytest.raises(Hanging, match="an earlier call"):
            calls.call("a", hang, SOON_S)
    assert len(begun) == 1
    assert calls.call("b", lambda: "of another", 10) == "of another"
    may_end.set()
    while calls._hanging:
        pass
    assert given_up == [True]
    assert calls.call("a", lambda: "again", 10) == "again"


def test_only_so_many_threads_are_left_behind(calls: BoundedCalls) -> None:
    may_end = threading.Event()
    for number in range(MOST_HANGING):
        with pytest.raises(Hanging):
            calls.call(str(number), lambda: may_end.wait(60), 0.001)
    with pytest.raises(Hanging, match="several calls"):
        calls.call("another", lambda: None, 10)
    may_end.set()


def test_closing_ends_the_wait_of_all(calls: BoundedCalls) -> None:
    may_end, raised = threading.Event(), threading.Event()

    def wait_for_it() -> None:
        with pytest.raises(Hanging, match="the server ends"):
            calls.call("a", lambda: may_end.wait(60), 600)
        raised.set()

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    while not calls._open:
        pass
    calls.close()
    assert raised.wait(60)
    thread.join()
    may_end.set()
    with pytest.raises(Hanging, match="the server ends"):
        calls.call("a", lambda: None, 10)


def test_a_file_that_hangs_is_unavailable_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = Storage(tmp_path.as_uri())
    storage.write("job/good", b"1")
    os.mkfifo(tmp_path / "job" / "hangs")
    monkeypatch.setattr(module, "ANSWER_S", SOON_S)
    for _ in range(2):
        with pytest.raises(StorageUnavailable, match=r"Cannot read .*/job/hangs: .* answered"):
            storage.read("job/hangs")
    monkeypatch.setattr(module, "ANSWER_S", 60)
    assert storage.read("job/good") == b"1"


def test_a_write_that_is_given_up_changes_nothing_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = Storage(tmp_path.as_uri())
    storage.write("job/state", b"old")
    may_sync, synced = threading.Event(), threading.Event()
    sync = os.fsync

    def sync_late(handle: int) -> None:
        assert may_sync.wait(60)
        sync(handle)
        synced.set()

    with monkeypatch.context() as patches:
        patches.setattr(module, "ANSWER_S", SOON_S)
        patches.setattr(os, "fsync", sync_late)
        with pytest.raises(StorageUnavailable):
            storage.write("job/state", b"late")
    may_sync.set()
    assert synced.wait(60)
    while storage._calls._hanging:
        pass
    assert storage.read("job/state") == b"old"


def test_a_process_ends_though_a_call_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs")
    code = (
        "import sys; from frontend.storage import storage as module; module.ANSWER_S = 0.05\n"
        "try: module.Storage(sys.argv[1]).read('hangs')\n"
        "except module.StorageUnavailable: print('told')"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "told\n")
