"""How a large batch job goes: python -m tests.bench.batch [ITEMS]

Prints what submitting takes, how busy the workers were, how deep the queue got, and how the
frontend's memory went. The tone of the tests takes its time over every segment, and no processor.
"""

import asyncio
import statistics
import sys
import time
from typing import Any

import httpx

from tasks.connection.broker import queue_keys
from tests.support.job_client import JobClient
from tests.support.processes import descendants
from tests.support.scraping import Growth
from tests.support.server import BACKENDS_FILE, Server, running_server

WORKERS = 2
SLOWLY = {"part_s": 0.01, "speed": 4.0}  # about half a second a segment
LOOK_S = 0.5
TEXT = "Item number {} is one sentence that is spoken by itself."


async def main(count: int) -> None:
    for name, options in (("quick", {}), ("slow", SLOWLY)):
        size = count if name == "quick" else min(count, 150)
        with running_server(f"faulty:{WORKERS}", registry=BACKENDS_FILE) as server:
            await _measure(server, name, size, options)


async def _measure(server: Server, name: str, count: int, options: dict[str, Any]) -> None:
    items = [{"id": f"i{n}", "text": TEXT.format(n)} for n in range(count)]
    async with httpx.AsyncClient(timeout=120) as client:
        jobs, growth = JobClient(server, client), Growth(server.url)
        memory_mb, started = [_memory_mb(server)], time.monotonic()
        fields = {"backend": "faulty", "options": options}
        job = (await jobs.submit(items, output={"format": "pcm", "files": "one"}, **fields))["id"]
        submitted_s = time.monotonic() - started
        queued = []
        while (told := await jobs.get(job))["state"] == "running":
            queued.append(_queued(server))
            memory_mb.append(_memory_mb(server))
            await asyncio.sleep(LOOK_S)
        took_s = time.monotonic() - started
    busy = growth.looked_at().of("synthesis_seconds_total", backend="faulty") / took_s / WORKERS
    print(
        f"{name}: {count} items, {told['state']}, submitted in {submitted_s:.2f} s, "
        f"done after {took_s:.1f} s ({count / took_s:.0f} segments/s); synthesis {busy:.1%} of the "
        f"workers' time; queue {statistics.median(queued):.0f} in the median, {max(queued)} at "
        f"most; frontend {memory_mb[0]:.0f} MB before, {max(memory_mb):.0f} MB at most"
    )


def _queued(server: Server) -> int:
    redis = server.redis()
    return sum(redis.llen(key) for key in queue_keys("tts.faulty"))


def _memory_mb(server: Server) -> float:
    """Return the resident memory of the frontend process."""
    for pid in descendants(server.process.pid):
        with open(f"/proc/{pid}/cmdline") as command, open(f"/proc/{pid}/status") as status:
            if "serve" in command.read().split("\0"):
                [line] = [line for line in status if line.startswith("VmRSS:")]
                return int(line.split()[1]) / 1024
    raise ProcessLookupError("the server has no frontend")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
