"""A model's name is another one as soon as its speech may be."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_queues.provisioning import model_digest as module
from backend_queues.provisioning.folders import MODELS_VARIABLE
from backend_queues.provisioning.model_digest import PIECE_BYTES, model_digest
from backend_queues.registry import BackendSpec, registry


@pytest.fixture
def spec() -> BackendSpec:
    return registry().get("tone")


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code in the place of the project's."""
    (tmp_path / "code").mkdir()
    monkeypatch.setattr(module, "CODE", (tmp_path / "code",))
    return tmp_path / "code"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own models of the tone."""
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    folder = tmp_path / "models" / "tone"
    (folder / "turbo").mkdir(parents=True)
    return folder


def test_it_is_the_same_each_time(spec: BackendSpec) -> None:
    assert model_digest(spec) == model_digest(spec)


def test_the_registrys_options_are_in_it(spec: BackendSpec) -> None:
    others = [
        replace(spec, entry=replace(spec.entry, options={"load_s": 1})),
        replace(spec, entry=replace(spec.entry, weights="turbo")),
    ]
    assert len({model_digest(it) for it in (spec, *others)}) == 3


@pytest.mark.parametrize("name", ["adapter.py", "assets.yaml", "requirements.txt"])
def test_code_and_manifests_are_in_it(spec: BackendSpec, code: Path, name: str) -> None:
    before = model_digest(spec)
    (code / name).write_text("1")
    first = model_digest(spec)
    (code / name).write_text("2")
    assert len({before, first, model_digest(spec)}) == 3


def test_what_is_no_code_is_not_in_it(spec: BackendSpec, code: Path) -> None:
    before = model_digest(spec)
    (code / "README.md").write_text("More words.")
    (code / "adapter.pyc").write_bytes(b"1")
    assert model_digest(spec) == before


def test_packages_are_in_it(
    spec: BackendSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = model_digest(spec)
    (tmp_path / "torch-2.1.dist-info").mkdir()
    assert model_digest(spec) != before


@pytest.mark.parametrize("size", [0, 1, 1_000, PIECE_BYTES, 5 * PIECE_BYTES])
def test_files_of_the_users_own_are_in_it(spec: BackendSpec, models: Path, size: int) -> None:
    file = models / "turbo" / "model.bin"
    before = model_digest(spec)
    file.write_bytes(bytes(size))
    first = model_digest(spec)
    file.write_bytes(b"\1" * size)
    assert first != before
    assert (model_digest(spec) != first) == bool(size)
    file.write_bytes(bytes(size + 1))
    assert model_digest(spec) != first


def test_a_large_file_is_looked_into_from_its_start_to_its_end(
    spec: BackendSpec, models: Path
) -> None:
    size, file = 200 * PIECE_BYTES, models / "model.bin"
    file.touch()
    os.truncate(file, size)
    before = model_digest(spec)
    for at in (0, size - 1):
        with file.open("r+b") as content:
            content.seek(at)
            content.write(b"\1")
        assert model_digest(spec) != before
        before = model_digest(spec)
