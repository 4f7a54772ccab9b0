"""What a process has used, as Linux counts it."""

import os
from pathlib import Path

from tests.support.processes import descendants
from tests.support.server import Server, frontends_of

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """Return the CPU time of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_S


def peak_kb(pid: int) -> int:
    """Return the most memory it has had."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0])


def reset_peak(pid: int) -> int:
    """Forget how much memory the process has had; return how much it has now, in kB."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak_kb(pid)


def memory_kb(pid: int) -> int:
    """Return how much memory it has now."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0])


def processes_of(server: Server) -> dict[str, int]:
    """Return the process ids of a server with one frontend and one worker."""
    [frontend] = frontends_of(server)
    pids = descendants(server.process.pid)
    [worker] = [pid for pid in pids if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    with server.redis() as redis:
        return {"frontend": frontend, "worker": worker, "redis": redis.info("server")["process_id"]}
