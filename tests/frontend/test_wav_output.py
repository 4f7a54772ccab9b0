import struct
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from frontend.wav_output import wav_output
from tasks.errors import InvalidConfiguration

PCM = struct.pack("<4h", 0, 1000, -1000, 0)


def frames_of(path: Path) -> bytes:
    with wave.open(str(path)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 24_000)
        return wav.readframes(wav.getnframes())


def test_a_file_tells_its_length(tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    with wav_output(path) as write:
        write(PCM)
        write(PCM)
    assert frames_of(path) == PCM * 2
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), wav_output(path) as write:
        write(PCM)
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "none" / "hello.wav"
    with pytest.raises(InvalidConfiguration, match="Cannot write .*No such file"), wav_output(path):
        pass


def test_a_pipe_gets_a_header_of_unknown_length_with_the_first_audio() -> None:
    code = (
        "import pathlib, sys; from frontend.wav_output import wav_output\n"
        "with wav_output(pathlib.Path('-')) as write:\n"
        "    [write(bytes.fromhex(pcm)) for pcm in sys.argv[1:]]"
    )
    command = [sys.executable, "-c", code]
    silent = subprocess.run(command, capture_output=True, check=True)
    assert silent.stdout == b""
    spoken = subprocess.run([*command, PCM.hex(), PCM.hex()], capture_output=True, check=True)
    assert spoken.stdout[:4] == b"RIFF"
    assert spoken.stdout[40:44] == b"\xff\xff\xff\xff"
    assert spoken.stdout[44:] == PCM * 2


def test_a_device_stays_a_device() -> None:
    with wav_output(Path("/dev/null")) as write:
        write(PCM)
    assert Path("/dev/null").is_char_device()
