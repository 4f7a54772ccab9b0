import asyncio
import contextlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.console.playback.file_output import file_output
from tests.frontend.console.playback.waves import PCM, frames_of


async def test_a_file_tells_its_length(tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    with file_output(path) as wav:
        await wav.write(PCM)
        await wav.write(PCM)
        await wav.finish()
    assert frames_of(path) == PCM * 2
    assert os.listdir(tmp_path) == [path.name]


async def test_an_error_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), file_output(path) as wav:
        await wav.write(PCM)
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [path.name]


def test_a_folder_that_is_missing_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "none" / "hello.wav"
    with (
        pytest.raises(InvalidConfiguration, match="Cannot write .*No such file"),
        file_output(path),
    ):
        pass


def test_a_pipe_gets_a_header_of_unknown_length_with_the_first_audio() -> None:
    code = (
        "import asyncio, pathlib, sys\n"
        "from frontend.console.playback.file_output import file_output\n"
        "with file_output(pathlib.Path('-')) as wav:\n"
        "    [asyncio.run(wav.write(bytes.fromhex(pcm))) for pcm in sys.argv[1:]]"
    )
    command = [sys.executable, "-c", code]
    silent = subprocess.run(command, capture_output=True, check=True)
    assert silent.stdout == b""
    spoken = subprocess.run([*command, PCM.hex(), PCM.hex()], capture_output=True, check=True)
    assert spoken.stdout[:4] == b"RIFF"
    assert spoken.stdout[40:44] == b"\xff\xff\xff\xff"
    assert spoken.stdout[44:] == PCM * 2


async def test_a_device_stays_a_device() -> None:
    with file_output(Path("/dev/null")) as wav:
        await wav.write(PCM)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


async def test_a_reader_that_is_slow_holds_up_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with file_output(path) as wav:
        writing = asyncio.create_task(wav.write(bytes(1 << 20)))
        await asyncio.sleep(0)
        got = 0
        while not writing.done():  # a blocking write would never get here
            with contextlib.suppress(BlockingIOError):
                got += len(os.read(reader, 65_536))
            await asyncio.sleep(0)
        await writing
    while rest := len(os.read(reader, 65_536)):
        got += rest
    os.close(reader)
    assert got == 44 + (1 << 20)


async def test_a_reader_that_has_gone_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with file_output(path) as wav:
        os.close(reader)
        with pytest.raises(InvalidConfiguration, match="pipe: Broken pipe"):
            await wav.write(PCM)
