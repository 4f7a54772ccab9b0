"""Which models suit a processor."""

from pathlib import Path

import pytest

from backend_queues.kokoro_onnx import files

FLAGS = {
    "flags\t\t: fpu sse avx2 fma avx512f avx512_vnni amx_int8": False,
    "flags\t\t: fpu sse avx2 fma avx_vnni": False,
    "flags\t\t: fpu sse avx2 fma avx512f avx512bw": True,
    "flags\t\t: fpu sse": True,
}


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cpuinfo"
    monkeypatch.setattr(files, "PROCESSOR", path)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    return path


@pytest.mark.parametrize(("flags", "expected"), FLAGS.items())
def test_signed_weights_are_for_processors_with_vnni(
    processor: Path, flags: str, expected: bool
) -> None:
    processor.write_text(f"processor\t: 0\nbugs\t\t: avx_vnni_too\n{flags}\npower\t\t: avx_vnni\n")
    assert files.needs_unsigned() is expected


def test_an_x86_that_cannot_be_asked_gets_unsigned_weights(processor: Path) -> None:
    assert not processor.exists()
    assert files.needs_unsigned()


def test_an_arm_gets_signed_weights(processor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert not files.needs_unsigned()
