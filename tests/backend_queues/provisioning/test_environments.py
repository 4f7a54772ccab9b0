"""Environments are really built, by uv, from a wheel that is made here."""

import os
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import pytest

from backend_queues.errors import EnvironmentFailed, InvalidConfiguration
from backend_queues.provisioning import environments
from backend_queues.registry import BackendEntry, BackendSpec, registry

NOWHERE = "http://127.0.0.1:9/simple"  # the discard port


class Throwaway(BackendSpec, frozen=True):
    """A backend whose folder is not part of the project."""

    where: Path

    @property
    def folder(self) -> Path:
        return self.where


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Throwaway:
    """A backend that requires a package which only pip's find-links setting leads to."""
    monkeypatch.setenv("VOICE_SERVER_ENVIRONMENTS", str(tmp_path / "environments"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    (tmp_path / "wheels").mkdir()
    make_wheel(tmp_path / "wheels", "1.0")
    return throwaway(tmp_path / "backend", "vs-throwaway==1.0")


def throwaway(folder: Path, requirements: str, name: str = "throwaway") -> Throwaway:
    folder.mkdir()
    (folder / "requirements.txt").write_text(requirements)
    entry = BackendEntry(adapter="nowhere.adapter:Nothing", environment="shared")
    return Throwaway(name, entry, folder)


def make_wheel(folder: Path, version: str, package: str = "vs_throwaway") -> None:
    metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    information = f"{package}-{version}.dist-info"
    files = {f"{package}.py": f"VERSION = '{version}'\n"}
    files |= {f"{information}/METADATA": metadata, f"{information}/WHEEL": tags}
    record = [f"{name},," for name in (*files, f"{information}/RECORD")]
    with zipfile.ZipFile(folder / f"{package}-{version}-py3-none-any.whl", "w") as wheel:
        for name, content in {**files, f"{information}/RECORD": "\n".join(record)}.items():
            wheel.writestr(name, content)


def version_in(spec: BackendSpec) -> str:
    """The version of the throwaway package in the environment, which must serve as a worker's."""
    code = "import celery, tasks.messages, vs_throwaway; print(vs_throwaway.VERSION)"
    command = [str(environments.python_of(spec)), "-W", "error", "-c", code]
    return subprocess.check_output(command, text=True).strip()


def test_a_missing_environment_names_the_command_that_mends_it(spec: Throwaway) -> None:
    with pytest.raises(EnvironmentFailed) as raised:
        environments.python_of(spec)
    assert "not installed" in raised.value.message
    assert raised.value.message.endswith("run: voice-server backends install throwaway")
    assert environments.describe(spec).state == "missing"


def test_an_environment_holds_the_project_and_the_requirements(spec: Throwaway) -> None:
    lines: list[str] = []
    environments.install(spec, lines.append)
    assert version_in(spec) == "1.0"
    assert any("vs-throwaway==1.0" in line for line in lines), "uv's own lines are passed on"
    described = environments.describe(spec)
    assert described.state == "ready"
    assert described.size_bytes > 1_000_000


def test_a_second_install_takes_no_time(spec: Throwaway) -> None:
    environments.install(spec, print)
    lines: list[str] = []
    times = []
    for _ in range(5):
        started = time.perf_counter()
        environments.install(spec, lines.append)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.05
    assert lines == []


@pytest.mark.installs
def test_changed_requirements_ask_for_another_install(spec: Throwaway, tmp_path: Path) -> None:
    environments.install(spec, print)
    make_wheel(tmp_path / "wheels", "2.0")
    (spec.folder / "requirements.txt").write_text("vs-throwaway==2.0")
    assert environments.describe(spec).state == "outdated"
    with pytest.raises(EnvironmentFailed, match="is out of date; run: voice-server backends"):
        environments.python_of(spec)
    environments.install(spec, print)
    assert version_in(spec) == "2.0"


@pytest.mark.installs
def test_a_failed_install_tells_what_uv_said_and_can_be_run_again(
    spec: Throwaway, tmp_path: Path
) -> None:
    (spec.folder / "requirements.txt").write_text("vs-throwaway==3.0")
    with pytest.raises(EnvironmentFailed) as raised:
        environments.install(spec, print)
    assert "vs-throwaway==3.0" in raised.value.message
    assert "run: voice-server backends install throwaway" in raised.value.message
    assert not environments.is_ready(spec)
    make_wheel(tmp_path / "wheels", "3.0")
    environments.install(spec, print)
    assert version_in(spec) == "3.0"


@pytest.mark.installs
def test_an_interrupted_install_can_be_run_again(spec: Throwaway) -> None:
    def interrupt(line: str) -> None:
        if "Resolved" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        environments.install(spec, interrupt)
    assert not environments.is_ready(spec)
    environments.install(spec, print)
    assert version_in(spec) == "1.0"


def test_two_installs_at_once_build_once(spec: Throwaway) -> None:
    building, both_asked = threading.Event(), threading.Event()
    lines: list[str] = []

    def report(line: str) -> None:
        lines.append(line)
        if "building" in line:
            building.set()
            assert both_asked.wait(30)
        if "waiting for it" in line:
            both_asked.set()

    first = threading.Thread(target=environments.install, args=(spec, report))
    first.start()
    assert building.wait(30)
    environments.install(spec, report)
    first.join()
    assert sum("building" in line for line in lines) == 1
    assert version_in(spec) == "1.0"


def test_the_users_index_is_the_one_that_is_asked(
    spec: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing listens at this one."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", NOWHERE)
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    with pytest.raises(EnvironmentFailed, match=NOWHERE):
        environments.install(spec, print)


@pytest.mark.installs
def test_the_users_other_index_and_constraints_hold_too(
    spec: Throwaway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index has the best version that the constraint allows."""
    project = tmp_path / "index" / "vs-throwaway"
    project.mkdir(parents=True)
    make_wheel(tmp_path / "wheels", "2.0")
    make_wheel(project, "1.5")
    name = next(project.iterdir()).name
    (project / "index.html").write_text(f'<a href="{name}">{name}</a>')
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", (tmp_path / "index").as_uri())
    (tmp_path / "constraints.txt").write_text("vs-throwaway<2")
    monkeypatch.setenv("PIP_CONSTRAINT", str(tmp_path / "constraints.txt"))
    (spec.folder / "requirements.txt").write_text("vs-throwaway")
    environments.install(spec, print)
    assert version_in(spec) == "1.5"


@pytest.mark.installs
def test_the_build_of_pytorch_is_remembered(spec: Throwaway) -> None:
    """Also when it was asked for in an install that was interrupted."""
    stamp = environments.describe(spec).path / environments.STAMP

    def interrupt(line: str) -> None:
        if "Resolved" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        environments.install(spec, interrupt, torch="cpu")
    assert not environments.is_ready(spec)
    environments.install(spec, print)
    assert environments.is_ready(spec)
    assert stamp.read_text().partition("\n")[2] == "cpu"
    environments.install(spec, pytest.fail, torch="cpu")  # there is nothing to do


def test_the_build_of_pytorch_is_uvs_to_judge(spec: Throwaway) -> None:
    with pytest.raises(EnvironmentFailed, match="cpu2.*--torch-backend"):
        environments.install(spec, print, torch="cpu2")


def test_the_version_of_pytorch_is_read_off_the_environment(spec: Throwaway) -> None:
    assert environments.describe(spec).torch == ""
    packages = environments.describe(spec).path / "lib" / "python3.11" / "site-packages"
    (packages / "torch-2.13.0+cpu.dist-info").mkdir(parents=True)
    (packages / "torchaudio-2.11.0.dist-info").mkdir()
    assert environments.describe(spec).torch == "2.13.0+cpu"


def test_a_wrong_python_version_is_reported(spec: Throwaway) -> None:
    (spec.folder / ".python-version").write_text("3.4\n")
    with pytest.raises(EnvironmentFailed, match=r"3\.4"):
        environments.install(spec, print)


def test_backends_that_share_an_environment_must_want_the_same_python(
    spec: Throwaway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = throwaway(tmp_path / "other", "", "other")
    monkeypatch.setitem(registry().specs, "other", other)
    (spec.folder / ".python-version").write_text("3.11")
    (other.folder / ".python-version").write_text("3.12")
    with pytest.raises(InvalidConfiguration, match=r"environment shared .* 3\.11, 3\.12"):
        environments.install(spec, print)


@pytest.mark.installs
def test_a_shared_environment_serves_all_its_backends(
    spec: Throwaway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_wheel(tmp_path / "wheels", "1.0", "vs_other")
    other = throwaway(tmp_path / "other", "vs-other", "other")
    monkeypatch.setitem(registry().specs, "other", other)
    monkeypatch.setitem(registry().specs, "throwaway", spec)
    environments.install(spec, print)
    assert environments.python_of(other) == environments.python_of(spec)
    subprocess.run([environments.python_of(other), "-c", "import vs_other"], check=True)
