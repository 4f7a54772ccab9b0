"""A process that hangs ends, wherever it hangs; each of these is a process of its own."""

import subprocess
import sys
import time

import pytest

LIMIT_S = 0.5
SLEEPS = {"python": "time.sleep(60)", "native": "ctypes.PyDLL(None).sleep(60)"}
LIMITED = f"with limited({LIMIT_S}): {{}}"
WATCHED = f"Watchdog({LIMIT_S}).start(); {{}}"
STOPPED = f"dog = Watchdog({LIMIT_S}); dog.start(); dog.stop(); {{}}"


def run(code: str) -> subprocess.CompletedProcess[str]:
    prologue = "import ctypes, time; from tasks.worker.watchdog import *\n"
    command = [sys.executable, "-c", prologue + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("sleep", SLEEPS)
def test_what_takes_longer_than_its_limit_ends_the_process_and_tells_where(sleep: str) -> None:
    ended = run(LIMITED.format(SLEEPS[sleep]))
    assert ended.returncode == 1
    assert ended.stderr.startswith("Timeout (0:00:00.500000)!")
    assert "in <module>" in ended.stderr


def test_what_is_done_in_time_is_not_limited_any_more() -> None:
    ended = run(f"{LIMITED.format('pass')}\ntime.sleep({2 * LIMIT_S})")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_native_code_that_lets_nothing_run_is_ended() -> None:
    started = time.monotonic()
    assert run(WATCHED.format(SLEEPS["native"])).returncode == 1
    assert time.monotonic() - started < 20


def test_a_process_whose_threads_run_goes_on() -> None:
    """Its watchdog pats once a second, which must be within the limit."""
    ended = run("Watchdog(1.9).start(); time.sleep(4)")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_stopped_watchdog_watches_no_more() -> None:
    ended = run(STOPPED.format(f"ctypes.PyDLL(None).usleep({int(3 * LIMIT_S * 1e6)})"))
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_crash_in_native_code_tells_where() -> None:
    ended = run("report_crashes(); ctypes.string_at(0)")
    assert ended.returncode == -11
    assert "Segmentation fault" in ended.stderr
    assert "in string_at" in ended.stderr
