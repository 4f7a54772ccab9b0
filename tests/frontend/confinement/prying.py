"""A reader that tries what no reader may, and tells how it went: the file names what to try."""

import ctypes
import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from frontend.confinement.child import run


def _open_sockets() -> None:
    socket.create_connection(("127.0.0.1", 9), 1)


def _open_unix_socket() -> None:
    socket.socket(socket.AF_UNIX)


def _start_a_program() -> None:
    subprocess.run(["true"], check=True)


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _start_a_thread() -> None:
    threading.Thread(target=time.sleep, args=(0,)).start()


def _kill_the_parent() -> None:
    os.kill(os.getppid(), 0)


def _read_the_parents_environment() -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def _read_a_secret() -> None:
    Path("/etc/passwd").read_bytes()


def _write_elsewhere() -> None:
    Path("/tmp/written-by-a-reader").write_text("x")


def _use_memory() -> None:
    bytearray(2**31)


def _fill_the_disk() -> None:
    with open("large", "wb") as file:
        file.truncate(2**31)


def _open_files() -> None:
    with ExitStack() as opened:
        for _ in range(1000):
            opened.enter_context(open(os.devnull))


def _use_native_memory() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    if libc.malloc(ctypes.c_size_t(2**31)) is None:
        raise MemoryError


def _read_its_file() -> None:
    """It has been read already."""


def _sleep_for_ever() -> None:
    time.sleep(600)


def _work_for_ever() -> None:
    re.match(r"(a*)*b", "a" * 40)  # within one call, which no signal handler of Python's ends


def _crash_for_ever() -> None:
    ctypes.string_at(0)


TRIALS: dict[str, Callable[[], None]] = {
    trial.__name__.strip("_"): trial
    for trial in (
        _open_sockets,
        _open_unix_socket,
        _start_a_program,
        _fork,
        _start_a_thread,
        _kill_the_parent,
        _read_the_parents_environment,
        _read_a_secret,
        _write_elsewhere,
        _use_memory,
        _use_native_memory,
        _fill_the_disk,
        _open_files,
        _read_its_file,
        _sleep_for_ever,
        _work_for_ever,
        _crash_for_ever,
    )
}


def pry(content: bytes, folder: Path, arguments: list[str]) -> None:
    trial = TRIALS[content.decode()]
    try:
        trial()
        error = ""
    except BaseException as caught:  # noqa: BLE001 - all that it meets is told
        error = type(caught).__name__
    told = {
        "error": error,
        "environment": dict(os.environ),
        "arguments": arguments,
        "open_files": [str(number) for number in range(64) if _is_open(number)],
    }
    (folder / "told.json").write_text(json.dumps(told))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run(pry)
