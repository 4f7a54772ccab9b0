"""What a backend's build.yaml asks for is built once, whole or not at all."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning import builds, environments
from backend_queues.provisioning.builds import build, built, read_build
from backend_queues.registry import BackendEntry, BackendSpec

WRITES = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
(folder / "file").write_text("made")
print("made it")
"""
FAILS = """
import pathlib, sys
pathlib.Path(sys.argv[1]).mkdir()
sys.exit("no room for the graphs")
"""
Make = Callable[[str], BackendSpec]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a function that makes a backend whose build runs the given code."""
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(environments, "python_of", lambda spec: Path(sys.executable))
    monkeypatch.setattr(environments, "code_path", lambda: {"PYTHONPATH": str(tmp_path)})

    def made(code: str) -> BackendSpec:
        builds.read_build.cache_clear()
        builds._digest.cache_clear()
        folder = tmp_path / "some_engine"
        folder.mkdir(exist_ok=True)
        (folder / "build.py").write_text(code)
        (folder / "requirements.txt").touch()
        (folder / "build.yaml").write_text("module: some_engine.build\nsources: [build.py]\n")
        monkeypatch.setattr(BackendSpec, "folder", folder)
        return BackendSpec("some-engine", BackendEntry("some_engine.adapter:Engine"))

    return made


def test_it_is_built_once(make: Make) -> None:
    spec, lines = make(WRITES), list[str]()
    build(spec, lines.append)
    assert (built(spec.name, spec.folder) / "file").read_text() == "made"
    assert "made it" in lines
    lines.clear()
    build(spec, lines.append)
    assert not lines


def test_another_version_builds_its_own(make: Make) -> None:
    spec = make(WRITES)
    build(spec, print)
    first = built(spec.name, spec.folder)
    spec = make(WRITES + "# another version")
    with pytest.raises(AssetUnavailable, match="voice-server backends install some-engine"):
        built(spec.name, spec.folder)
    build(spec, print)
    assert built(spec.name, spec.folder) != first


def test_an_image_brings_it_along(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, lines = make(WRITES), list[str]()
    build(spec, print)
    (tmp_path / "models").mkdir()
    (tmp_path / "cache" / "built").rename(tmp_path / "models" / "built")
    monkeypatch.setenv("VOICE_SERVER_MODELS", str(tmp_path / "models"))
    assert (built(spec.name, spec.folder) / "file").is_file()
    build(spec, lines.append)
    assert not lines


def test_a_failed_build_leaves_nothing_and_says_why(make: Make, tmp_path: Path) -> None:
    spec = make(FAILS)
    with pytest.raises(AssetUnavailable, match="no room for the graphs"):
        build(spec, print)
    with pytest.raises(AssetUnavailable):
        built(spec.name, spec.folder)
    assert [path.name for path in (tmp_path / "cache" / "built" / "some-engine").iterdir()] == [
        "build.lock"
    ]


def test_what_a_killed_build_has_left_is_removed(make: Make, tmp_path: Path) -> None:
    spec = make(WRITES)
    left_over = tmp_path / "cache" / "built" / "some-engine" / "building-killed"
    (left_over / "packages").mkdir(parents=True)
    build(spec, print)
    assert not left_over.exists()


def test_a_cache_that_is_a_file_is_a_wrong_setting(make: Make, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_CACHE"):
        build(make(WRITES), print)


def test_a_backend_without_a_build_has_none(tmp_path: Path) -> None:
    assert read_build(tmp_path) is None


def test_a_wrong_file_names_the_key(tmp_path: Path) -> None:
    (tmp_path / "build.yaml").write_text("modul: x")
    with pytest.raises(InvalidConfiguration, match="modul"):
        read_build(tmp_path)
