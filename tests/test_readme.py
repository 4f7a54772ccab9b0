"""The README's commands do what it says: each `sh` and `python` block is run against a server."""

import os
import re
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.server import Server

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
MADE = {"hello.wav", "mix.wav", "slow.wav", "tokens.wav", "pipe.wav"}
BY_CURL = {"mix.wav", "slow.wav"}


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
    """Runs after the blocks; each file holds speech."""
    made = {path.name: path for path in folder.glob("*.wav")}
    assert made.keys() == (MADE if shutil.which("curl") else MADE - BY_CURL)
    for path in made.values():
        with wave.open(str(path)) as reader:
            samples = len(reader.readframes(10**9)) // 2
        assert samples > 0.5 * 24_000, path
