"""The examples of README and docs/ work: each `sh` and `python` block is run against a server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from tests.support.server import Server

pytestmark = [pytest.mark.no_cover, pytest.mark.weights, pytest.mark.smoke]

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(document, *block, id=f"{document.stem}-{number}")
    for document in DOCUMENTS
    for number, block in enumerate(BLOCK.findall(document.read_text()), 1)
]
WITHOUT_CURL = {
    "README": {"hello.mp3", "openai.wav", "written.wav", "book.md", "book.m4b"},
    "backends": set(),
    "batch": {
        *("book.md", "book.m4b", "book.srt"),
        *("chapters/001-the-fox.opus", "chapters/002-the-owl.opus"),
    },
    "benchmarks": set(),
    "clients-cartesia": set(),
    "clients-deepgram": set(),
    "clients-elevenlabs": set(),
    "clients": {"openai.wav"},
    "help": set(),
    "interfaces": {
        *("hello.wav", "openai.wav", "pipe.wav", "realtime.wav", "tokens.wav"),
        *("words.wav", "written.wav"),
    },
    "operations": set(),
    "public": set(),
}
BY_CURL = {
    "README": {"hello.wav"},
    "backends": {"mix.wav"},
    "batch": {"001-morning.mp3", "all.zip", "fox.md"},
    "clients": {"azure.wav", "call.ulaw"},
    "interfaces": {
        *("form.mp3", "plain.mp3", "slow.wav", "heard.mp3", "heard.pcm"),
        "hello.mp3",
        "whole.mp3",
        "call.ulaw",
        "kept.wav",
        "part.txt",
        "dialogue.wav",
        "named.wav",
        "play.wav",
        "once.wav",
        "again.wav",
    },
}
BYTES_PER_S = {".ulaw": 8_000, ".pcm": 48_000}
NO_AUDIO = (".md", ".srt", ".txt", ".zip")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the blocks run: a folder for each document."""
    return tmp_path_factory.mktemp("documents")


@pytest.mark.parametrize(("document", "language", "block"), BLOCKS)
def test_a_block_runs(
    model_server: Server, folder: Path, document: Path, language: str, block: str
) -> None:
    if "curl" in block and not shutil.which("curl"):
        pytest.skip("curl is not installed")
    code = block.replace("http://localhost:8000", model_server.url)
    code = code.replace("ws://localhost:8000", model_server.ws_url)
    code = code.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    code = code.replace("curl ", "curl -fsS ")
    command = ["bash", "-euc", code] if language == "sh" else [sys.executable, "-c", code]
    environ = {**os.environ, "VOICE_SERVER_URL": model_server.url}
    place = folder / document.stem
    place.mkdir(exist_ok=True)
    done = subprocess.run(command, cwd=place, env=environ, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)
def test_the_blocks_have_made_their_files(folder: Path, document: Path) -> None:
    """Runs after the blocks; each file of audio holds speech."""
    place = folder / document.stem
    made = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    expected = WITHOUT_CURL[document.stem]
    if shutil.which("curl"):
        expected = expected | BY_CURL.get(document.stem, set())
    assert made == expected
    for name in made:
        assert name.endswith(NO_AUDIO) or _seconds(place / name) > 0.5, name


def test_the_example_backend_is_the_one_that_runs() -> None:
    """In about 40 lines, as README says."""
    text = (ROOT / "docs/backends.md").read_text()
    example, *_ = re.findall(r"^```py\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert (ROOT / "backend_queues/tone/adapter.py").read_text().endswith(f"\n{example}")
    assert example.count("\n") < 40


def _seconds(path: Path) -> float:
    if path.suffix in BYTES_PER_S:
        return path.stat().st_size / BYTES_PER_S[path.suffix]
    with av.open(path) as container:
        rate_hz = container.streams.audio[0].rate
        return sum(frame.samples for frame in container.decode(audio=0)) / rate_hz
