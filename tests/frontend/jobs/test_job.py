"""A segment's silence is a length: no pause makes a job large."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from frontend.jobs.job import SpokenSegment, with_silence_as_length
from tests.frontend.jobs.making import segment_of

SAMPLES = st.lists(st.sampled_from([b"\0\0", b"\1\0", b"\0\1", b"\xff\xff"]), max_size=12)


@given(SAMPLES)
def test_no_sample_is_lost(samples: list[bytes]) -> None:
    whole = msgspec.structs.replace(segment_of("One."), pcm=b"".join(samples))
    short = with_silence_as_length(whole)
    assert short.pcm + bytes(2 * short.silence) == whole.pcm
    assert short.pcm[-2:] != b"\0\0"
    assert with_silence_as_length(short) == short and short.seconds == whole.seconds


def test_a_long_pause_takes_no_room_in_the_storage() -> None:
    pause = segment_of("", seconds=10.0)
    assert len(msgspec.msgpack.encode(pause)) > 480_000
    assert len(msgspec.msgpack.encode(with_silence_as_length(pause))) < 100


def test_a_segment_of_an_older_version_has_its_silence_in_its_samples() -> None:
    older = msgspec.msgpack.decode(msgspec.msgpack.encode(segment_of("One.")))[:-1]
    decoded = msgspec.msgpack.decode(msgspec.msgpack.encode(older), type=SpokenSegment)
    assert decoded == segment_of("One.")
