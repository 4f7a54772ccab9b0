"""`voice-server speak` shows the wait in line; speech into a file does not wait."""

import asyncio
import os
import re
import sys
from functools import partial
from pathlib import Path

import httpx

from tests.support.busy import ENDLESS, PATIENCE_S, faulty, full
from tests.support.processes import wait_until
from tests.support.server import Server

SPEAK = ("-m", "frontend.cli", "speak", "Hello there.", "--backend", "faulty")
ROOT = Path(__file__).parents[3]


Command = asyncio.subprocess.Process


async def started(server: Server, folder: Path, *options: str) -> Command:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *(*SPEAK, *options, "--url", server.url),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def written(command: Command) -> tuple[bytes, str]:
    """Return what the command has written to its two outputs at its end."""
    out, err = await command.communicate()
    assert command.returncode == 0, err
    return out, err.decode()


async def test_a_pipe_waits_in_line(busy_server: Server, tmp_path: Path) -> None:
    for options in ((), ("--stream-tokens",)):
        async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
            async with full(client, busy_server, ENDLESS):
                before = faulty(busy_server)["in_line"]
                command = await started(busy_server, tmp_path, *options)
                in_line = partial(_has_one_more_in_line, busy_server, before)
                await asyncio.to_thread(wait_until, in_line, PATIENCE_S)
            out, err = await written(command)
        assert out.startswith(b"RIFF")
        assert re.search(r"In line: position \d+, about \d+ s \.\.\.", err)


def _has_one_more_in_line(server: Server, before: int) -> bool:
    return bool(faulty(server)["in_line"] > before)


async def test_a_file_does_not_wait(busy_server: Server, tmp_path: Path) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client, full(client, busy_server, ENDLESS):
        _, err = await written(await started(busy_server, tmp_path, "-o", "hello.wav"))
        assert "In line" not in err
        assert faulty(busy_server)["in_line"] == 1
    assert (tmp_path / "hello.wav").read_bytes().startswith(b"RIFF")
