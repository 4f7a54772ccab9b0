"""What is here at once is sent as few events."""

from frontend.protocol.events import Audio, Done, Event, SegmentBegan
from frontend.streaming.event_pump import PART_S, joined

RATE_HZ = 24_000


def audio(segment_index: int, end_sample: int, samples: int = 1_000) -> Audio:
    pcm = bytes([segment_index, end_sample % 256]) * samples
    return Audio(segment_index, end_sample, pcm, RATE_HZ)


def test_audio_that_follows_audio_is_joined_up_to_other_events() -> None:
    first, second, third = audio(0, 1_000), audio(0, 2_000), audio(0, 3_000)
    began, done = SegmentBegan(1, "Hello.", 0.1), Done(1, 0.1)
    events: list[Event] = [began, first, second, done, third]
    both = Audio(0, 2_000, first.pcm + second.pcm, RATE_HZ)
    assert list(joined(events)) == [began, both, done, third]


def test_no_part_is_longer_than_it_may_be() -> None:
    events = [audio(0, 1_000 * (n + 1)) for n in range(100)]
    parts = [it for it in joined(events) if isinstance(it, Audio)]
    assert b"".join(it.pcm for it in parts) == b"".join(it.pcm for it in events)
    assert [len(it.pcm) // 2 for it in parts] == [int(PART_S * RATE_HZ)] * 4 + [4_000]
    assert parts[-1].end_sample == 100_000


def test_a_part_that_is_long_already_stays_as_it_is() -> None:
    events = [audio(0, 100_000, 100_000), audio(0, 101_000)]
    assert list(joined(events)) == events


def test_the_audio_of_two_segments_is_not_joined() -> None:
    events = [audio(0, 1_000), audio(1, 1_000)]
    assert list(joined(events)) == events
