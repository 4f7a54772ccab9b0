"""The units are what systemd takes, and fit the program they start."""

import shutil
import subprocess
from pathlib import Path

import pytest

from frontend.settings import ENDING_S, Settings
from tasks.supervision.workers import GRACE_S
from tests.deploy.files import DEPLOY, check_command, known_settings, settings_in, values

FOLDER = DEPLOY / "systemd"
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.target")])
SERVICES = {
    "voice-server-frontend@.service": "8000",
    "voice-server-worker@.service": "kokoro",
}
LONGEST_END_S = {
    "voice-server-frontend@.service": Settings().drain_s + ENDING_S,
    "voice-server-worker@.service": GRACE_S,
}


def setting(unit: str, name: str) -> str:
    lines = (FOLDER / unit).read_text().splitlines()
    [value] = [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]
    return value


@pytest.mark.parametrize(("unit", "instance"), SERVICES.items())
def test_a_unit_s_command_is_real(unit: str, instance: str) -> None:
    command = setting(unit, "ExecStart").replace("%i", instance).replace("${REPLICAS}", "1")
    check_command(command.split())


@pytest.mark.parametrize(("unit", "end_s"), LONGEST_END_S.items())
def test_a_unit_leaves_time_to_end(unit: str, end_s: float) -> None:
    assert float(setting(unit, "TimeoutStopSec")) > end_s


def test_the_settings_are_real() -> None:
    for path in FOLDER.iterdir():
        assert settings_in(path.read_text()) <= known_settings(), path


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_is_bounded_and_knows_only_its_own_secrets(unit: str) -> None:
    kind = "worker" if "worker" in unit else "frontend"
    assert all(setting(unit, name) for name in ("MemoryMax", "TasksMax", "CPUQuota"))
    text = (FOLDER / unit).read_text()
    assert f"EnvironmentFile=/etc/voice-server/{kind}\n" in text
    credential, _, file = setting(unit, "LoadCredential").partition(":")
    assert file == f"/etc/voice-server/secrets/redis-{kind}"
    assert f"Environment=REDIS_PASSWORD_FILE=%d/{credential}\n" in text
    example = values(FOLDER / f"{kind}.example")
    assert example["REDIS_URL"].startswith(f"redis://{kind}@127.0.0.1:")
    made = (FOLDER / "voice-server.sysusers.conf").read_text()
    assert f"\nu {setting(unit, 'User')} -" in made


def test_workers_are_another_user_than_frontends_and_reach_only_this_machine() -> None:
    frontend, worker = SERVICES
    assert setting(frontend, "User") != setting(worker, "User")
    assert setting(frontend, "StateDirectory").split()[0] != setting(worker, "StateDirectory")
    assert setting(worker, "IPAddressDeny") == "any"
    assert setting(worker, "IPAddressAllow") == "localhost"


@pytest.mark.tools
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """In a root of their own, where the program they start is a file that can be run."""
    if not (analyze := shutil.which("systemd-analyze")):
        pytest.skip("systemd-analyze is not installed")
    program = tmp_path / setting("voice-server-worker@.service", "ExecStart").split()[0][1:]
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    units = tmp_path / "etc/systemd/system"
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    units.mkdir(parents=True)
    for path in UNITS:
        shutil.copy(path, units)
    names = [unit.replace("@", f"@{instance}") for unit, instance in SERVICES.items()]
    command = [analyze, "verify", f"--root={tmp_path}", "--man=no", *names, "voice-server.target"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
