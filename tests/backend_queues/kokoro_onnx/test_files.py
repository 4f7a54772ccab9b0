"""Which models suit a processor."""

import pytest

from backend_queues.kokoro_onnx import files

SETS = {
    "fpu sse avx2 fma avx512f avx512_vnni amx_int8": False,
    "fpu sse avx2 fma avx_vnni": False,
    "fpu sse avx2 fma avx512f avx512bw": True,
    "fpu sse": True,
    "": True,  # it cannot be asked
}


@pytest.fixture
def on_x86(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")


@pytest.mark.usefixtures("on_x86")
@pytest.mark.parametrize(("sets", "expected"), SETS.items())
def test_signed_weights_are_for_processors_with_vnni(
    monkeypatch: pytest.MonkeyPatch, sets: str, expected: bool
) -> None:
    monkeypatch.setattr(files, "instruction_sets", lambda: frozenset(sets.split()))
    assert files.needs_unsigned() is expected


def test_an_arm_gets_signed_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    monkeypatch.setattr(files, "instruction_sets", lambda: frozenset())
    assert not files.needs_unsigned()
