"""Weights are used only while they are what was meant."""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

import backend_queues
from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning.integrity import RECORD
from backend_queues.provisioning.manifest import read_weights
from backend_queues.provisioning.weights import fetch_weights, weights
from tests.backend_queues.provisioning import own_hub
from tests.backend_queues.provisioning.own_hub import FILES, PYTHON, WEIGHTS, fill, refusal


@pytest.mark.parametrize("revision", ["main", "v1.0", "a" * 39, "A" * 40, ""])
def test_a_revision_is_a_commit(folder: Path, revision: str) -> None:
    listed = {"small": {**WEIGHTS["small"], "revision": revision}}
    (folder / "weights.yaml").write_text(json.dumps(listed))
    with pytest.raises(InvalidConfiguration, match="`revision` must be a commit"):
        read_weights(folder)


def digests(**changed: str) -> dict[str, object]:
    config = {"config.json": hashlib.sha256(FILES["config.json"]).hexdigest()}
    return {"small": {**WEIGHTS["small"], "sha256": {**config, **changed}}}


def test_a_file_that_is_not_the_listed_one_is_not_used(
    folder: Path, hub: str, tmp_path: Path
) -> None:
    (folder / "weights.yaml").write_text(json.dumps(digests()))
    fetch_weights("mine", folder, "small", PYTHON, print)
    place = weights("mine", folder, "small")
    (place / "config.json").write_bytes(b"[]")
    with pytest.raises(AssetUnavailable, match=rf"config\.json in {place} has been changed"):
        weights("mine", folder, "small")
    fetch_weights("mine", folder, "small", PYTHON, print)
    assert (weights("mine", folder, "small") / "config.json").read_bytes() == b"{}"


def test_a_hub_that_gives_something_else_is_not_believed(folder: Path, hub: str) -> None:
    (folder / "weights.yaml").write_text(json.dumps(digests(**{"config.json": "0" * 64})))
    assert "someone/model has something else as config.json" in refusal(folder)
    with pytest.raises(AssetUnavailable):
        weights("mine", folder, "small")


def test_a_file_without_a_listed_digest_stays_what_was_fetched_first(
    folder: Path, hub: str
) -> None:
    fetch_weights("mine", folder, "small", PYTHON, print)
    voice = weights("mine", folder, "small") / "voices/anna.pt"
    seen = voice.stat()
    voice.write_bytes(b"x" * 1000)
    os.utime(voice, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with pytest.raises(AssetUnavailable, match=r"voices/anna\.pt in .* has been changed"):
        weights("mine", folder, "small")


@pytest.mark.parametrize(
    "damaged", [b"", b'{"revision": "a', b"[]", b'{"revision": "\xff"}', b"[" * 100_000]
)
def test_a_record_that_cannot_be_read_counts_as_none(
    folder: Path, hub: str, damaged: bytes
) -> None:
    fetch_weights("mine", folder, "small", PYTHON, print)
    place = weights("mine", folder, "small")
    (place / RECORD).write_bytes(damaged)
    assert weights("mine", folder, "small") == place


def test_a_record_of_a_newer_version_is_read(folder: Path, hub: str) -> None:
    fetch_weights("mine", folder, "small", PYTHON, print)
    place = weights("mine", folder, "small")
    record = json.loads((place / RECORD).read_bytes()) | {"new": [2030]}
    (place / RECORD).write_text(json.dumps(record))
    (place / "voices/anna.pt").write_bytes(b"x")
    with pytest.raises(AssetUnavailable, match="has been changed"):
        weights("mine", folder, "small")


def test_another_revision_is_fetched_anew(
    folder: Path, hub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch_weights("mine", folder, "small", PYTHON, print)
    next_commit = "b" * 40
    listed = {"small": {**WEIGHTS["small"], "revision": next_commit}}
    (folder / "weights.yaml").write_text(json.dumps(listed))
    read_weights.cache_clear()
    with pytest.raises(AssetUnavailable):
        weights("mine", folder, "small")
    monkeypatch.setattr(own_hub, "COMMIT", next_commit)
    monkeypatch.setitem(FILES, "config.json", b'{"new": 1}')
    fetch_weights("mine", folder, "small", PYTHON, print)
    assert (weights("mine", folder, "small") / "config.json").read_bytes() == b'{"new": 1}'


def test_the_users_own_folder_is_the_users_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "weights.yaml").write_text(json.dumps(digests(**{"config.json": "0" * 64})))
    monkeypatch.setenv("VOICE_SERVER_MODELS", str(tmp_path / "own"))
    own = fill(tmp_path / "own" / "my-backend" / "small")
    assert weights("mine", folder, "small") == own


BACKENDS = Path(backend_queues.__file__).parent


@pytest.mark.parametrize("file", sorted(BACKENDS.glob("*/weights.yaml")), ids=str)
def test_the_backends_pin_commits_and_digests(file: Path) -> None:
    """Reading refuses everything but commits; of files without a digest there are few."""
    for model in read_weights(file.parent).values():
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in model.sha256.values())
        assert model.sha256.keys() <= set(model.files)


def test_the_assets_that_the_hub_has_are_pinned_too() -> None:
    for file in BACKENDS.glob("*/assets.yaml"):
        assert "revision: main" not in file.read_text()
