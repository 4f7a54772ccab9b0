"""What a job will take is estimated from its texts, its pauses and its times."""

import msgspec
import pytest

from frontend.jobs.job import Item
from frontend.jobs.keeping.estimate import LOSSY_BYTES_PER_S, estimate, file_bytes
from frontend.protocol.jobs import Output
from tests.frontend.jobs.making import items_of

WAV = Output(format="wav", files="one", sample_rate=48_000)


def test_pauses_count_as_audio_and_need_no_room_but_in_the_file() -> None:
    plain, paused = items_of("One."), items_of("One." + "[pause 10]" * 60)
    assert estimate(paused, WAV).audio_s > estimate(plain, WAV).audio_s + 600
    mp3 = Output(format="mp3")
    more = estimate(paused, mp3).size_bytes - estimate(plain, mp3).size_bytes
    assert more < 1.2 * 650 * LOSSY_BYTES_PER_S + 60 * 48_000 * 10


def test_a_time_of_its_own_counts_as_audio_where_it_is_kept() -> None:
    items = [Item(id="1", text="One.", start_s=3600.0)]
    assert estimate(items, WAV).audio_s > 3600
    assert estimate(items, WAV).size_bytes > 3600 * 96_000
    assert estimate(items, msgspec.structs.replace(WAV, files="item")).audio_s < 60


@pytest.mark.parametrize(
    ("output", "size"),
    [
        (Output(format="wav", sample_rate=48_000), 960_000),
        (Output(format="mulaw"), 80_000),
        (Output(format="m4b"), 240_000),
    ],
)
def test_a_file_is_as_large_as_its_format_makes_it(output: Output, size: int) -> None:
    assert file_bytes(10.0, output) == size
