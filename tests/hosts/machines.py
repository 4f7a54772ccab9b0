"""One server over two hosts: Redis and the frontend on one, workers on both."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
import redis

from backend_queues.provisioning.install import prepare
from backend_queues.registry import DEFAULT_VARIABLE
from frontend.processes.redis_server import find_server
from tasks.keys import WORKERS, claim_key, frontend_channel
from tasks.messages import Finished, Presence, Started, decode_message
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.hosts.network import Host
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE

BACKEND = "faulty"
PASSWORD = "a pass:word/@"
REDIS_PORT = 6379
PORT = 8000
REPLICAS = 2
START_S = 120
END_S = 30


@dataclass
class Machines:
    """What runs on the two hosts, and what it tells to a thread that is on host one."""

    one: Host
    two: Host
    folder: Path
    _homes: dict[str, str] = field(default_factory=dict)  # the host of each worker ever seen
    _heard_of: list[Started | Finished] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.one.address}:{PORT}"

    @property
    def redis_url(self) -> str:
        return f"redis://:{quote(PASSWORD, safe='')}@{self.one.address}:{REDIS_PORT}/0"

    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.redis_url, protocol=2)

    def get(self, path: str) -> dict[str, Any]:
        answer = httpx.get(f"{self.url}{path}", timeout=10)
        answer.raise_for_status()
        return dict(answer.json())

    def serving(self) -> Counter[str]:
        """Return how many workers each host has, as the frontend tells it."""
        ready = [w for w in self.get("/v1/status")["workers"] if w["state"] in ("idle", "speaking")]
        return Counter(worker["host"] for worker in ready)

    def until_serving(self, *hosts: Host) -> None:
        """Wait until all workers of these hosts serve, and no others."""
        wanted = dict.fromkeys((host.name for host in hosts), REPLICAS)
        wait_until(lambda: self.serving() == wanted, START_S)
        backends = {backend["name"]: backend for backend in self.get("/v1/backends")["backends"]}
        assert backends[BACKEND]["workers"] == REPLICAS * len(hosts)

    def home(self, worker: str) -> str:
        """Return the host of a worker, which may be cut off by now."""
        if worker not in self._homes:
            with self.redis() as client:
                text = client.get(WORKERS.key(worker))
            self._homes[worker] = msgspec.json.decode(text, type=Presence).host
        return self._homes[worker]

    def holding(self, utterance: str, segments: int) -> set[str]:
        """Return the hosts whose workers have claimed a segment and are speaking it."""
        keys = [claim_key(utterance, index) for index in range(segments)]
        with self.redis() as client:
            claims = [claim.decode().partition(":")[2] for claim in client.mget(keys) if claim]
        return {self.home(worker) for worker in claims if worker != "finished"}

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note what workers send to frontends, of which a log is over with its utterance."""
        with self.redis() as client, client.pubsub(ignore_subscribe_messages=True) as self._sent:
            self._sent.psubscribe(frontend_channel("*"))
            self._sent.get_message(timeout=END_S)  # the subscription itself
            yield

    def speakers(self, utterance: str) -> dict[int, str]:
        """Return the worker that has spoken each segment to its end."""
        while sent := self._sent.get_message(timeout=0.5):
            message = decode_message(sent["data"])
            if isinstance(message, Started | Finished):
                self._heard_of.append(message)
        ours = [it for it in self._heard_of if it.utterance == utterance]
        started = {(m.segment_index, m.attempt): m.worker for m in ours if isinstance(m, Started)}
        finished = [(m.segment_index, m.attempt) for m in ours if isinstance(m, Finished)]
        return {segment[0]: started[segment] for segment in finished}

    def log_of(self, host: Host) -> str:
        return (self.folder / f"{host.name}.log").read_text()

    @contextmanager
    def process(self, host: Host, *command: str) -> Iterator[None]:
        """Run a program on a host until the block ends; what it says goes to the host's log."""
        with (self.folder / f"{host.name}.log").open("a") as log:
            process = subprocess.Popen(
                host.command(*command), env=self._environment(), stdout=log, stderr=log
            )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(END_S)
            finally:
                process.kill()

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            PARENT_VARIABLE: str(os.getpid()),
            "REDIS_URL": self.redis_url,
            "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
            DEFAULT_VARIABLE: BACKEND,
        }


@contextmanager
def running(machines: Machines) -> Iterator[None]:
    """Run Redis and a frontend on host one, two workers on each host; this thread is on host one.

    The workers' backend is the tone; that with faults, which can be told to take its time.
    """
    prepare("tone", print)
    one, two = machines.one, machines.two
    command = (sys.executable, "-m", "frontend.cli")
    redis_options = ("--bind", one.address, "--requirepass", PASSWORD, "--save", "")
    with ExitStack() as stack:
        stack.enter_context(one.entered())
        stack.enter_context(machines.process(one, str(find_server()), *redis_options))
        address = ("--host", one.address, "--port", str(PORT), "--open")
        stack.enter_context(machines.process(one, *command, "serve", *address))
        for host in (one, two):
            worker = (*command, "worker", BACKEND, "--replicas", str(REPLICAS))
            stack.enter_context(machines.process(host, *worker))
        wait_until(lambda: _is_up(machines), START_S)
        machines.until_serving(one, two)
        stack.enter_context(machines.listening())
        yield


def _is_up(machines: Machines) -> bool:
    try:
        return machines.get("/health") == {"status": "ok"}
    except httpx.TransportError:
        return False
