"""Both ways of running Kokoro have the same packages for text, and one has no PyTorch."""

from pathlib import Path

import backend_queues

ROOT = Path(backend_queues.__file__).parent


def requirements(backend: str) -> set[str]:
    lines = (ROOT / backend / "requirements.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_the_shared_code_finds_the_same_packages_in_both_environments() -> None:
    runtimes = {r for r in requirements("kokoro") if r.startswith(("onnxruntime", "openvino"))}
    assert len(runtimes) == 2 and requirements("kokoro") - runtimes <= requirements(
        "kokoro_pytorch"
    )


def test_pytorch_is_asked_for_by_one_alone() -> None:
    names = {backend: " ".join(requirements(backend)) for backend in ("kokoro", "kokoro_pytorch")}
    assert "torch" in names["kokoro_pytorch"]
    assert "torch" not in names["kokoro"]
