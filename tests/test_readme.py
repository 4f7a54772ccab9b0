"""The README's commands do what it says: each `sh` and `python` block is run against a server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from tests.support.server import Server

pytestmark = [pytest.mark.weights, pytest.mark.smoke]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
MADE = {
    *("hello.wav", "mix.wav", "openai.wav", "pipe.wav", "realtime.wav", "slow.wav", "tokens.wav"),
    *("words.wav", "written.wav", "hello.mp3", "call.ulaw", "001-morning.mp3"),
    *("book.md", "book.m4b", "book.srt", "fox.md", "part.txt"),
    *("chapters/001-the-fox.opus", "chapters/002-the-owl.opus"),
}
BY_CURL = {
    *("mix.wav", "slow.wav", "hello.mp3", "call.ulaw"),
    *("001-morning.mp3", "fox.md", "part.txt"),
}
TEXTS = (".md", ".srt", ".txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize(("language", "block"), BLOCKS)
def test_a_block_runs(model_server: Server, folder: Path, language: str, block: str) -> None:
    if "curl" in block and not shutil.which("curl"):
        pytest.skip("curl is not installed")
    code = block.replace("http://localhost:8000", model_server.url)
    code = code.replace("ws://localhost:8000", model_server.ws_url)
    code = code.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    code = code.replace("curl ", "curl -fsS ")
    command = ["bash", "-euc", code] if language == "sh" else [sys.executable, "-c", code]
    environ = {**os.environ, "VOICE_SERVER_URL": model_server.url}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def test_the_example_backend_is_the_one_that_runs() -> None:
    """In under 40 lines, as the README says."""
    [example] = re.findall(r"^```py\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert (ROOT / "backend_queues/tone/adapter.py").read_text().endswith(f"\n{example}")
    assert example.count("\n") < 40


def test_the_blocks_have_made_their_files(folder: Path) -> None:
    """Runs after the blocks; each file of audio holds speech."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    made = {path.relative_to(folder).as_posix(): path for path in files}
    assert made.keys() == (MADE if shutil.which("curl") else MADE - BY_CURL)
    for path in made.values():
        assert path.suffix in TEXTS or _seconds(path) > 0.5, path


def _seconds(path: Path) -> float:
    if path.suffix == ".ulaw":
        return path.stat().st_size / 8_000
    with av.open(path) as container:
        rate_hz = container.streams.audio[0].rate
        return sum(frame.samples for frame in container.decode(audio=0)) / rate_hz
