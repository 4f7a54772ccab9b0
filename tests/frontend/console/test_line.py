"""`voice-server speak` shows the wait in line; speech into a file does not wait."""

import asyncio
import os
import re
import sys
from pathlib import Path

import httpx

from tests.support.busy import ENDLESS, PATIENCE_S, faulty, full, in_line
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


async def spoken(server: Server, folder: Path, *options: str) -> tuple[bytes, str]:
    return await written(await started(server, folder, *options))


async def test_a_pipe_waits_in_line(busy_server: Server, tmp_path: Path) -> None:
    for options in ((), ("--stream-tokens",)):
        async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
            asked = spoken(busy_server, tmp_path, *options)
            [(out, err)] = await in_line(client, busy_server, asked)
        assert out.startswith(b"RIFF")
        assert re.search(r"In line: position \d+, about \d+ s \.\.\.", err)


async def test_a_file_does_not_wait(busy_server: Server, tmp_path: Path) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client, full(client, busy_server, ENDLESS):
        _, err = await spoken(busy_server, tmp_path, "-o", "hello.wav")
        assert "In line" not in err
        assert faulty(busy_server)["in_line"] == 1
    assert (tmp_path / "hello.wav").read_bytes().startswith(b"RIFF")
