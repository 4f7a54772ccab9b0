"""What a processor says of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_queues.kokoro import processor
from backend_queues.kokoro.processor import instruction_sets, processor_id

LINES = (
    "processor\t: 0",
    "model name\t: One",
    "bugs\t\t: vnni_too",
    "flags\t\t: sse avx2",
    "power\t: amx",
)
ONE = "\n".join(LINES)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "cpuinfo"
    monkeypatch.setattr(processor, "PROCESSOR", path)
    forget()
    yield path
    forget()


def forget() -> None:
    instruction_sets.cache_clear()
    processor_id.cache_clear()


def identity(file: Path, content: str) -> str:
    file.write_text(content)
    forget()
    return processor_id()


def test_only_its_flags_are_instruction_sets(file: Path) -> None:
    file.write_text(ONE)
    assert instruction_sets() == {"sse", "avx2"}


def test_a_processor_that_cannot_be_asked_has_none_and_yet_a_name(file: Path) -> None:
    assert not instruction_sets() and processor_id()


def test_a_name_changes_with_model_and_instruction_sets_alone(file: Path) -> None:
    first = identity(file, ONE)
    assert identity(file, ONE.replace("processor\t: 0", "processor\t: 1")) == first
    assert identity(file, ONE.replace("One", "Two")) != first
    assert identity(file, ONE.replace("sse avx2", "sse avx2 avx512f")) != first
