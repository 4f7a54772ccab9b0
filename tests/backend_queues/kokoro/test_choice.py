"""Which runtime is chosen, and that a choice is remembered for its processor alone."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from backend_queues.kokoro import choice
from backend_queues.kokoro.choice import ONNX_INT8, OPENVINO_BF16, OPENVINO_F32, choose, load


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Have the runtimes timed without loading them; returns the names that were."""
    names: list[str] = []
    factors = {OPENVINO_BF16: 0.3, OPENVINO_F32: 0.2, ONNX_INT8: 0.4}

    def timed_load(name: str, folder: Path, threads: int) -> str:
        names.append(name)
        return name

    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path))
    monkeypatch.setattr(choice, "load", timed_load)
    monkeypatch.setattr(choice, "_cpu_s", factors.__getitem__)
    return names


def on(monkeypatch: pytest.MonkeyPatch, *sets: str) -> None:
    monkeypatch.setattr(choice, "instruction_sets", lambda: frozenset(sets))
    monkeypatch.setattr(choice, "processor_id", lambda: "-".join(sets))


def test_a_processor_with_amx_needs_no_timing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str]
) -> None:
    on(monkeypatch, "avx2", "amx_bf16")
    assert choose(tmp_path, 0).runtime == OPENVINO_BF16
    assert not timed


def test_the_cheapest_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str]
) -> None:
    on(monkeypatch, "avx2")
    assert choose(tmp_path, 0).runtime == OPENVINO_F32
    assert timed == [ONNX_INT8, OPENVINO_F32]  # bfloat16 would be emulated


def test_of_those_that_are_nearly_as_cheap_the_smallest_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str]
) -> None:
    on(monkeypatch, "avx2")
    monkeypatch.setattr(choice, "_cpu_s", {OPENVINO_F32: 0.4, ONNX_INT8: 0.45}.__getitem__)
    assert choose(tmp_path, 0).runtime == ONNX_INT8


def test_bfloat16_is_a_candidate_where_the_processor_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str]
) -> None:
    on(monkeypatch, "avx512_bf16")
    choose(tmp_path, 0)
    assert OPENVINO_BF16 in timed


def test_a_processor_is_timed_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str]
) -> None:
    on(monkeypatch, "avx2")
    first = choose(tmp_path, 0)
    assert choose(tmp_path, 0) == first and len(timed) == 2
    on(monkeypatch, "neon")
    choose(tmp_path, 0)
    assert len(timed) == 4


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"runtime": "of another version"}', b'{"runtime": "\xff"}']
)
def test_a_choice_that_cannot_be_read_is_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, timed: list[str], content: bytes
) -> None:
    on(monkeypatch, "avx2")
    file = choice._tuned() / "choice-avx2-0.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert choose(tmp_path, 0).runtime == OPENVINO_F32


def test_an_unknown_runtime_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfiguration, match="'cuda'; there are: auto, onnx-int8"):
        load("cuda", tmp_path, 0)
