"""`voice-server speak` shows the wait in line; speech into a file does not wait."""

import asyncio
import os
import re
import sys
from pathlib import Path

import httpx

from tests.support.busy import ENDLESS, PATIENCE_S, SHORT, faulty, full
from tests.support.server import Server

SPEAK = ("-m", "frontend.cli", "speak", "Hello there.", "--backend", "faulty")
ROOT = Path(__file__).parents[3]


async def speaks(server: Server, folder: Path, *options: str) -> tuple[bytes, str]:
    """Return what the command writes to its two outputs."""
    command = await asyncio.create_subprocess_exec(
        sys.executable,
        *(*SPEAK, *options, "--url", server.url),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await command.communicate()
    assert command.returncode == 0, err
    return out, err.decode()


async def test_a_pipe_waits_in_line(busy_server: Server, tmp_path: Path) -> None:
    for options in ((), ("--stream-tokens",)):
        async with (
            httpx.AsyncClient(timeout=PATIENCE_S) as client,
            full(client, busy_server, SHORT),
        ):
            out, err = await speaks(busy_server, tmp_path, *options)
        assert out.startswith(b"RIFF")
        assert re.search(r"In line: position \d+, about \d+ s \.\.\.", err)


async def test_a_file_does_not_wait(busy_server: Server, tmp_path: Path) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client, full(client, busy_server, ENDLESS):
        _, err = await speaks(busy_server, tmp_path, "-o", "hello.wav")
        assert "In line" not in err
        assert faulty(busy_server)["in_line"] == 1
    assert (tmp_path / "hello.wav").read_bytes().startswith(b"RIFF")
