"""Real children of a supervisor: a few lines of Python each."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tasks.process.readiness import READY_LINE
from tasks.supervision.process import GRACE_S, Child
from tasks.supervision.supervisor import ProcessFailed, Supervisor
from tests.support.processes import is_alive, wait_until

PROLOGUE = "import os, signal, subprocess, sys, time\n"
SLEEP = "print(os.getpid())\ntime.sleep(60)"
DEAF = f"signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{SLEEP}"


def python(name: str, code: str, grace_s: float = GRACE_S) -> Child:
    return Child(name, (sys.executable, "-c", PROLOGUE + code), grace_s=grace_s)


class Lines:
    """What the children have written, by name."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str]] = []

    def show(self, name: str, line: str) -> None:
        self.all.append((name, line))

    def of(self, name: str) -> list[str]:
        return [line for owner, line in self.all if owner == name]

    def pids(self, name: str) -> list[int]:
        return [int(line) for line in self.of(name) if line.isdecimal()]


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition, 10)


async def test_each_line_comes_with_the_childs_name() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(
        python("a", "print('one'); print('two', file=sys.stderr); time.sleep(60)"),
        python("b", "sys.stdout.write('x' * 200_000 + '\\nend'); sys.stdout.flush(); os._exit(0)"),
    )
    await until(lambda: len(lines.of("a")) == 2 and "end" in lines.of("b"))
    await supervisor.stop()
    assert lines.of("a") == ["one", "two"]
    assert "".join(lines.of("b")).count("x") == 200_000


async def test_a_killed_child_is_started_again() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(python("it", SLEEP))
    await until(lambda: lines.pids("it"))
    os.kill(lines.pids("it")[0], signal.SIGKILL)
    await until(lambda: len(lines.pids("it")) == 2)
    await supervisor.stop()
    end = "It was ended by SIGKILL (the system does so when memory runs out)"
    assert f"{end}; it is started again in 0.5 s." in lines.of("it")
    assert not any(is_alive(pid) for pid in lines.pids("it"))


async def test_a_child_that_ends_at_once_is_reported() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(python("it", "sys.exit(7)"))
    await until(lambda: "It ended with code 7; it is started again in 1 s." in lines.of("it"))
    supervisor.check()
    with pytest.raises(ProcessFailed, match="it has ended 3 times before it was ready"):
        await until(supervisor.check)
    await supervisor.stop()


async def test_that_a_worker_is_ready_is_for_its_supervisor_alone() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    child = python("tone-1", f"print({READY_LINE!r}, flush=True); print('on', flush=True)")
    supervisor.start(replace(child, backend="tone"))
    await until(lambda: "on" in lines.of("tone-1"))
    assert READY_LINE not in lines.of("tone-1")
    await supervisor.stop()


async def test_a_worker_is_ready_behind_a_progress_bar_that_ended_no_line() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    bar = "sys.stderr.write('loading: 100%'); sys.stderr.flush()\n"
    child = python("tone-1", f"{bar}print({READY_LINE!r}, flush=True); print('on', flush=True)")
    supervisor.start(replace(child, backend="tone"))
    await until(lambda: "on" in lines.of("tone-1"))
    await supervisor.stop()
    assert lines.of("tone-1")[:2] == ["loading: 100%", "on"]


async def test_a_program_that_is_missing_is_reported() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(Child("it", ("/nowhere/program",)))
    await until(lambda: lines.of("it"))
    await supervisor.stop()
    assert lines.of("it")[0].startswith("It cannot be started (")


async def test_groups_are_stopped_in_reverse_order() -> None:
    told = "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.2), print('bye'), sys.exit()))\n"
    lines = Lines()
    supervisor = Supervisor(lines.show)
    for name in ("first", "second", "third"):
        supervisor.start(python(name, told + SLEEP))
    await until(lambda: len(lines.all) == 3)
    await supervisor.stop()
    assert [name for name, line in lines.all if line == "bye"] == ["third", "second", "first"]


async def test_a_deaf_child_and_what_it_started_are_killed_after_the_grace_time() -> None:
    offspring = "print(subprocess.Popen(['sleep', '60']).pid)\n"
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(python("it", offspring + DEAF, grace_s=0.2))
    await until(lambda: len(lines.pids("it")) == 2)
    await supervisor.stop()
    # What a child has started is killed as well, but its end cannot be waited for here.
    await until(lambda: not any(is_alive(pid) for pid in lines.pids("it")))


async def test_a_group_of_no_children_is_stopped_at_once() -> None:
    supervisor = Supervisor(Lines().show)
    supervisor.start()
    await supervisor.stop()


async def test_what_a_dead_child_has_started_ends_with_it() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(python("it", "print(subprocess.Popen(['sleep', '60']).pid); os._exit(0)"))
    await until(lambda: len(lines.pids("it")) == 2)
    await until(lambda: not is_alive(lines.pids("it")[0]))
    await supervisor.stop()


async def test_kill_ends_the_patience_with_a_deaf_child() -> None:
    lines = Lines()
    supervisor = Supervisor(lines.show)
    supervisor.start(python("first", DEAF, grace_s=60))
    supervisor.start(python("second", DEAF, grace_s=60))
    await until(lambda: len(lines.all) == 2)
    stopping = asyncio.create_task(supervisor.stop(patient=True))
    await asyncio.sleep(0)
    supervisor.kill()
    await asyncio.wait_for(stopping, 5)
    assert len(lines.all) == 2
    await until(lambda: not any(map(is_alive, lines.pids("first") + lines.pids("second"))))


@pytest.mark.parametrize("patient", [True, False])
async def test_a_child_is_asked_to_end_by_the_signal_that_fits(patient: bool) -> None:
    """The one that takes its time, unless somebody waits for the end."""
    # os.write, as print may be what the signal interrupts.
    told = """
def say(number, _):
    os.write(1, signal.Signals(number).name.encode())
    sys.exit()
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, say)
"""
    lines = Lines()
    supervisor = Supervisor(lines.show)
    command = (sys.executable, "-c", PROLOGUE + told + SLEEP)
    supervisor.start(Child("it", command, hurried_by=signal.SIGINT))
    await until(lambda: lines.all)
    await supervisor.stop(patient=patient)
    assert lines.of("it")[-1] == ("SIGTERM" if patient else "SIGINT")


SUPERVISED = """
import asyncio, sys
from tasks.supervision import supervisor
from tasks.supervision.process import Child
from tasks.supervision.supervisor import supervise

supervisor.GRACE_S = 60

async def work(supervisor):
    code = "import tasks.process.parent_watchdog as it; it.end_with_parent(); " + sys.argv[1]
    supervisor.start(Child("it", (sys.executable, "-c", code), grace_s=60))
    await asyncio.Event().wait()

sys.exit(asyncio.run(supervise(work, lambda name, line: print(line, flush=True))))
"""
DEAF_CHILD = (
    "import os, signal, time; signal.signal(15, signal.SIG_IGN); print(os.getpid()); time.sleep(60)"
)
MILD_CHILD = "import os, time; print(os.getpid()); time.sleep(60)"


def start_supervisor(child: str) -> tuple[subprocess.Popen[str], int]:
    """Start a supervisor that has patience with its child for longer than any test."""
    command = [sys.executable, "-c", textwrap.dedent(SUPERVISED), child]
    supervisor = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, preexec_fn=_heed_hang_up
    )
    assert supervisor.stdout
    return supervisor, int(supervisor.stdout.readline())


def _heed_hang_up() -> None:
    """The tests may run under nohup, which a supervisor respects."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_children_and_then_the_parent(number: signal.Signals) -> None:
    supervisor, child = start_supervisor(MILD_CHILD)
    with supervisor:
        supervisor.send_signal(number)
        assert supervisor.wait(5) == number
    assert not is_alive(child)


def test_a_later_ctrl_c_ends_a_deaf_child_at_once() -> None:
    supervisor, child = start_supervisor(DEAF_CHILD)
    with supervisor:
        supervisor.send_signal(signal.SIGINT)
        supervisor.send_signal(signal.SIGINT)  # the same one, come twice
        with pytest.raises(subprocess.TimeoutExpired):
            supervisor.wait(1)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == signal.SIGINT
    assert not is_alive(child)


def test_the_children_of_a_killed_supervisor_end() -> None:
    supervisor, child = start_supervisor(MILD_CHILD)
    with supervisor:
        supervisor.kill()
    wait_until(lambda: not is_alive(child))


async def test_stop_ends_a_child_that_is_just_ending_by_itself() -> None:
    for tenths_ms in range(0, 200, 2):
        supervisor = Supervisor(Lines().show)
        supervisor.start(Child("it", ("/bin/true",)))
        await asyncio.sleep(tenths_ms / 10_000)
        async with asyncio.timeout(10):
            await supervisor.stop()
