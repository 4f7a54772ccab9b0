"""The project from its wheel, installed as people install programs, away from any checkout."""

import os
import subprocess
import sys
import wave
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

ROOT = Path(__file__).parents[2]
PATIENCE_S = 600


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT))
    [path] = folder.glob("*.whl")
    return path


def uv(*arguments: str, **environment: str) -> None:
    subprocess.run(
        [find_uv_bin(), *arguments],
        check=True,
        timeout=PATIENCE_S,
        env={**os.environ, **environment},
    )


@pytest.mark.installs
def test_the_wheel_has_all_that_is_needed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {".html", ".js", ".css", ".svg", ".yaml", ".txt", ".typed", ".npz"}
    tracked = subprocess.run(
        ["git", "ls-files", "frontend", "tasks", "backend_queues"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    needed = {name for name in tracked if Path(name).suffix in {".py", *data}}
    assert needed - names == set()
    assert "celeryconfig.py" in names
    assert not [name for name in names if name.startswith(("tests/", "deploy/", "docs/"))]


@pytest.mark.installs
def test_a_tool_of_uv_speaks_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    place = {
        "HOME": str(home),
        "UV_TOOL_DIR": str(home / "tools"),
        "UV_TOOL_BIN_DIR": str(home / "bin"),
    }
    uv("tool", "install", "--python", sys.executable, f"{wheel}[frontend]", **place)
    left_out = ("PYTHONPATH", "VOICE_SERVER_ENVIRONMENTS", "REDIS_URL", "VOICE_SERVER_URL")
    environ = {name: value for name, value in os.environ.items() if name not in left_out}
    # The cache is the machine's own, where packages and model files may be already.
    environ |= {**place, "VOICE_SERVER_DEFAULT_BACKEND": "tone", "VOICE_SERVER_PORT": "9"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(home / "bin" / "voice-server"), *arguments],
            cwd=work,
            env=environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )

    spoken = run("speak", "Hello there.", "-o", "hello.wav")
    assert spoken.returncode == 0, spoken.stderr
    with wave.open(str(work / "hello.wav")) as file:
        assert file.getnframes() > file.getframerate() / 2
    doctor = run("doctor", "--no-speed")
    assert doctor.returncode == 0, doctor.stdout
    assert "backend tone: is installed" in doctor.stdout
    assert str(home) in run("backends", "list").stdout  # nothing of it is in the checkout
    # In the image of a worker it is the environment's own command that starts it.
    [within] = home.rglob("venvs/tone/bin/python")
    code = (
        "from backend_queues.provisioning.environments import is_ready; "
        "from backend_queues.registry import registry; print(is_ready(registry().get('tone')))"
    )
    command = [str(within), "-c", code]
    asked = subprocess.run(command, cwd=work, env=environ, capture_output=True, text=True)
    assert asked.stdout == "True\n", asked.stderr
