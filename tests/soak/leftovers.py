"""What must not be left over once nobody asks for anything: tasks, keys, files."""

import os
import re
import signal
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.support.processes import wait_until
from tests.support.server import Server, frontends_of

SETTLED_S = 8.0  # presence and leases of what has ended are gone, and what is done later is done
FRAME = re.compile(r"^.*? {2}(?P<frame>/.* in .*)$")
# That of a wait with a limit, beside the task that waits: a look may come between two such waits.
WAITING = re.compile(r".*/asyncio/locks\.py in Event\.wait")
# What is meant to stay: the defaults, keys, and what kombu has of queues.
LASTING = re.compile(rb"vs:default|vs:keys|_kombu\.binding.*|unacked.*|tts\..*")


def tasks_of(server: Server, log: Path) -> Counter[str]:
    """Return the asyncio tasks of all frontends, by where their outermost function is."""
    tasks: Counter[str] = Counter()
    for pid in frontends_of(server):
        start = log.stat().st_size
        os.kill(pid, signal.SIGUSR1)
        wait_until(partial(_is_told, log, start))
        time.sleep(1)  # all lines of it
        tasks.update(_outermost(_after(log, start)))
    return tasks


def _is_told(log: Path, start: int) -> bool:
    return "All tasks:" in _after(log, start)


def _after(log: Path, start: int) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace")


def _outermost(text: str) -> list[str]:
    """Return the first frame of each task, that which follows a line with its name."""
    told = text.partition("All tasks:")[2].splitlines()
    frames: list[str] = []
    was_frame = True
    for line in told:
        found = FRAME.match(line)
        if found and not was_frame:
            frames.append(re.sub(r":\d+ in ", " in ", found["frame"]))
        was_frame = found is not None
    return [frame for frame in frames if not WAITING.fullmatch(frame)]


def lasting_keys(server: Server) -> list[str]:
    """Return the keys in Redis that live for ever and should not."""
    with server.redis() as redis:
        return [
            key.decode(errors="replace")
            for key in redis.scan_iter()
            if redis.ttl(key) == -1 and not LASTING.fullmatch(key)
        ]


def files_below(*folders: Path) -> set[str]:
    """Return all files and folders."""
    return {str(path) for folder in folders for path in folder.rglob("*")}
