"""What is listed of a backend's model files, and how."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from backend_queues.provisioning.environments import Environment
from backend_queues.provisioning.manifest import read_manifest, read_weights
from backend_queues.provisioning.stock import inventory
from backend_queues.provisioning.stock.inventory import Installed, table
from backend_queues.provisioning.stock.needs import Models
from backend_queues.registry import BackendEntry, BackendSpec, Registry

CONTENT = b"weights" * 1000


class Throwaway(BackendSpec, frozen=True):
    """A backend whose folder is not part of the project."""

    where: Path

    @property
    def folder(self) -> Path:
        return self.where


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Throwaway:
    """A registered backend that needs an asset and a model's weights."""
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("VOICE_SERVER_ENVIRONMENTS", str(tmp_path / "environments"))
    monkeypatch.delenv("VOICE_SERVER_MODELS", raising=False)
    folder = tmp_path / "my_backend"
    folder.mkdir()
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = {"name": "model.bin", "size_bytes": len(CONTENT), "sha256": digest}
    (folder / "assets.yaml").write_text(json.dumps([{"sources": [], "files": [file]}]))
    (folder / "weights.yaml").write_text(json.dumps({"small": {"files": ["voices/*.pt"]}}))
    read_manifest.cache_clear()
    read_weights.cache_clear()
    entry = BackendEntry(adapter="nowhere.adapter:Nothing", weights="small")
    spec = Throwaway("mine", entry, folder)
    monkeypatch.setattr(inventory, "registry", lambda: Registry("mine", {"mine": spec}))
    return spec


def models() -> Models:
    [installed] = inventory.inventory()
    return installed.models


def test_models_are_there_when_assets_and_weights_are(spec: Throwaway, tmp_path: Path) -> None:
    place = tmp_path / "cache" / "models" / "my-backend"
    assert models() == Models("missing")
    place.mkdir(parents=True)
    (place / "model.bin").write_bytes(CONTENT)
    assert models() == Models("missing")
    (place / "small" / "voices").mkdir(parents=True)
    for name in ("anna", "bert"):
        (place / "small" / "voices" / f"{name}.pt").write_bytes(b"voice")
    assert models() == Models("ready", len(CONTENT) + 10)
    (place / "model.bin").write_bytes(CONTENT[::-1])
    assert models() == Models("missing")


def test_the_table_has_a_line_a_backend(tmp_path: Path) -> None:
    torch = Environment("torch", "ready", tmp_path, 1_234_567_890, "2.13.0+cpu")
    none = Environment("tone", "missing", tmp_path, 0, "")
    lines = table(
        [
            Installed("pocket", torch, Models("ready", 327_000_000), "CC-BY-4.0", 1_200, 327),
            Installed("vibevoice", torch, Models("missing"), "MIT", 1_200, None),
            Installed("tone", none, Models("none")),
        ]
    ).splitlines()
    assert len({line.index("ready" if "ready" in line else "missing") for line in lines[1:4]}) == 1
    assert [" | ".join(re.split(r"\s{2,}", line)) for line in lines[:4]] == [
        "BACKEND | ENVIRONMENT | STATE | SIZE | TORCH | MODELS | SIZE | ON DISK | LICENCE",
        "pocket | torch | ready | 1,235 MB | 2.13.0+cpu | ready | 327 MB | 1,527 MB | CC-BY-4.0",
        "vibevoice | torch | ready | 1,235 MB | 2.13.0+cpu | missing | - | 1,200 MB + | MIT",
        "tone | tone | missing | - | - | - | - | 0 MB | -",
    ]
