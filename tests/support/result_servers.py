"""Several real Redis servers for what belongs to utterances, beside the one of REDIS_URL."""

import contextlib
import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import redis

from frontend.protocol.outcomes import SENTENCES, RetryReason
from tasks.connection.redis_address import read_redis_url
from tests.support.server import running_redis


class RedisServer:
    """One server, which can be killed and started again, empty, at its address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._running = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.start()

    @property
    def shown(self) -> str:
        return str(read_redis_url(self.url))

    def start(self) -> None:
        self.url, self._process = self._running.enter_context(running_redis(self._folder))

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def fall_silent(self) -> None:
        """Answer nothing, as a host does that is cut off."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self._running.close()

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, protocol=2)

    def utterances(self) -> set[str]:
        """Return the utterances whose attempts are recorded there now."""
        with self.client() as client:
            keys: list[bytes] = client.keys("vs:utt:*")
        return {key.decode().removeprefix("vs:utt:") for key in keys}

    def calls(self, command: str) -> int:
        """Return how often the command was called since the server's start."""
        with self.client() as client:
            stats = client.info("commandstats")
        return int(stats.get(f"cmdstat_{command}", {}).get("calls", 0))


@contextlib.contextmanager
def running_redis_servers(folder: Path, count: int) -> Iterator[list[RedisServer]]:
    servers = [RedisServer(folder / str(number)) for number in range(count)]
    try:
        yield servers
    finally:
        for server in servers:
            server.go_on()  # else it would not end
            server.close()


def urls(servers: Sequence[RedisServer]) -> str:
    """Return RESULT_REDIS_URLS."""
    return " ".join(server.url for server in servers)


def retried(log: str) -> set[str]:
    """Return the utterances of which a log of JSON lines says that they have moved."""
    lines = [line for line in log.splitlines() if SENTENCES[RetryReason.REDIS_LOST] in line]
    found = [re.search(r'"utterance": ?"([^"]+)"', line) for line in lines]
    assert all(found), lines
    return {match[1] for match in found if match}
