"""Who is ahead gets few long parts instead of many short ones, and is told of an end at once."""

import pytest

from backend_queues.errors import ShuttingDown
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event
from frontend.streaming.event_pump import AHEAD_S, JOIN_LIMIT_S, JOIN_SHARE, PART_S
from tests.support.core import VOICE, Core, audio_of, failure_of
from tests.support.memory_cluster import CHUNK_S, RATE_HZ, SPEED
from tests.support.virtual_time import now

SENTENCE = "This sentence is so long that what its worker makes of it comes in very many parts. "


async def heard(core: Core, text: str) -> list[tuple[float, Event]]:
    """Return the events of a text, and when they came."""
    speech = core.service.speak(text, VOICE, Endpoint.TTS, RATE_HZ)
    return [(now(), event) async for event in speech]


def parts(events: list[tuple[float, Event]]) -> list[tuple[float, float]]:
    """Return when each part came, and its length in seconds."""
    audio = [(at, event) for at, event in events if isinstance(event, Audio)]
    return [(at, len(event.pcm) / 2 / RATE_HZ) for at, event in audio]


async def test_parts_are_short_at_first_and_longer_for_who_is_ahead(core: Core) -> None:
    core.cluster.speed = 20.0
    events = await heard(core, SENTENCE * 3)
    lead_s, last, lengths = 0.0, 0.0, []
    for at, length_s in parts(events):
        lead_s = max(0.0, lead_s - (at - last))
        if lead_s < AHEAD_S:
            assert length_s == pytest.approx(CHUNK_S)  # as it came
        else:
            lengths.append(length_s)
        lead_s, last = lead_s + length_s, at
    assert max(length for _, length in parts(events)) <= PART_S
    assert len(lengths) < sum(lengths) / CHUNK_S / 2
    assert audio_of([event for _, event in events]) == core.expected


async def test_nothing_waits_longer_than_a_share_of_the_lead(core: Core) -> None:
    core.cluster.speed = 2.0
    events = await heard(core, SENTENCE)
    lead_s, last = 0.0, 0.0
    for at, length_s in parts(events):
        made_s = length_s / core.cluster.speed
        may_wait_s = min(JOIN_LIMIT_S, lead_s * JOIN_SHARE)
        assert not last or at - last <= made_s + may_wait_s + CHUNK_S / core.cluster.speed
        lead_s, last = max(0.0, lead_s - (at - last)) + length_s, at


async def test_the_end_waits_for_nothing(core: Core) -> None:
    """The last part is sent when the worker has made it, as there is nothing to join it with."""
    core.cluster.speed = SPEED
    events = await heard(core, SENTENCE)
    ended, end = events[-1]
    assert isinstance(end, Done)
    assert ended <= end.audio_s / core.cluster.speed + 2 * CHUNK_S / core.cluster.speed


async def test_a_failure_waits_for_nothing(core: Core) -> None:
    events: list[Event] = []
    core.cluster.speed = 20.0
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        utterance.write(SENTENCE * 2)
        utterance.end_text()
        failed_at = 0.0
        async for event in utterance.events():
            events.append(event)
            if len(audio_of(events)) / 2 / RATE_HZ > 3 * AHEAD_S and not failed_at:
                failed_at = now()
                utterance.fail(ShuttingDown("It ends."))
        assert now() == failed_at
    assert failure_of(events).code == ShuttingDown.code
