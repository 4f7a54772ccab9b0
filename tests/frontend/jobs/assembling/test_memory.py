"""However long a file gets, or how many there are, memory stays as it was."""

import gc
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontend.jobs.assembling.joining import Passage
from tests.frontend.jobs.assembling.spoken import bound, item, spoken

RATE_HZ = 8_000
SEGMENT_S = 30
HOUR_BYTES = 2 * RATE_HZ * 3_600
FILES = 60
OPEN_FLAC_BYTES = 7_400_000


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.no_cover
@pytest.mark.parametrize("format", ["wav", "m4b"])
def test_an_hour_takes_no_more_memory_than_some_minutes(tmp_path: Path, format: str) -> None:
    text = "Nobody says anything, and nobody ever will. " * 8
    segments = {"a": spoken(bytes(2 * RATE_HZ * SEGMENT_S), text=text, rate_hz=RATE_HZ)}
    seen = []

    def passages() -> Iterator[Passage]:
        for index in range(3_600 // SEGMENT_S):
            seen.append(resident_bytes())
            yield item("a", chapter=f"{index // 20}")

    bound(
        tmp_path, segments, passages(), format=format, sample_rate=RATE_HZ, captions=("srt", "vtt")
    )
    assert seen[-1] - seen[len(seen) // 10] < HOUR_BYTES / 4


def test_files_that_are_done_give_back_what_they_took(tmp_path: Path) -> None:
    """At once: what is seen is not what a later collection finds."""
    segments = {"a": spoken(bytes(4_800))}

    def assemble_one() -> None:
        bound(tmp_path, segments, [item("a")], format="flac", captions=("srt",))

    assemble_one()
    gc.collect()
    gc.disable()
    try:
        before = resident_bytes()
        for _ in range(FILES):
            assemble_one()
        assert resident_bytes() - before < FILES * OPEN_FLAC_BYTES / 4
    finally:
        gc.enable()
