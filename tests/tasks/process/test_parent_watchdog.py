import os
import signal
import subprocess
import sys

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.processes import is_alive, wait_until

CHILD = """
import signal, sys, time
from tasks.process.parent_watchdog import end_with_parent
{before}
end_with_parent(grace_s=0.3)
print("ready", flush=True)
time.sleep(60)
"""

PARENT = """
import os, subprocess, sys
environment = {**os.environ, "VOICE_SERVER_PARENT": str(os.getpid())}
command = [sys.executable, "-c", sys.argv[1]]
child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""


def child_of_killed_parent(code: str) -> int:
    """Start a parent with a child that runs `code`, kill the parent, and return the child's pid."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT, code], stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    return child


def test_a_child_ends_when_its_parent_is_killed() -> None:
    child = child_of_killed_parent(CHILD.format(before=""))
    wait_until(lambda: not is_alive(child))


def test_a_child_that_hears_no_signal_is_ended_after_the_grace_time() -> None:
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    child = child_of_killed_parent(CHILD.format(before=deaf))
    wait_until(lambda: not is_alive(child))


def test_without_a_named_parent_nothing_is_watched() -> None:
    code = (
        "import threading, tasks.process.parent_watchdog as it\n"
        "it.end_with_parent(); print(threading.enumerate())"
    )
    environment = {name: value for name, value in os.environ.items() if name != PARENT_VARIABLE}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)
    assert b"MainThread" in ended.stdout
    assert b"parent watchdog" not in ended.stdout


def test_a_parent_that_is_gone_already_is_noticed() -> None:
    environment = {**os.environ, PARENT_VARIABLE: str(os.getppid())}  # not the child's parent
    ended = subprocess.run(
        [sys.executable, "-c", CHILD.format(before="")], env=environment, timeout=10
    )
    assert ended.returncode == -signal.SIGTERM
