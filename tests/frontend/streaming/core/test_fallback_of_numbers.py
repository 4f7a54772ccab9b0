"""Another backend goes on within what is written in numbers: it is told as it is written."""

from collections.abc import AsyncIterator, Sequence

import msgspec
import pytest

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, FellBack, SegmentBegan, SpokenWords
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.diction.diction import Diction
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import Core, collected
from tests.support.memory_cluster import RATE_HZ, MemoryCluster
from tests.support.spelled import ASKED, FIRST, REGISTRY, SECOND, spelled, spelling_cluster

COST = "It cost $5 and 20 cents in 1999."
SAID = "It cost five dollars and twenty cents in nineteen ninety-nine."
WRITTEN_WORDS = ["It", "cost", "$5", "and", "20", "cents", "in", "1999"]
# What is spoken as one, with the words of each way to write it.
AS_ONE = {"five dollars": "$5", "twenty": "20", "nineteen ninety-nine": "1999"}
LONGEST = 2  # words that are spoken as one, all of which may be heard again
DURING = [0.2, 0.5, 0.7, 1.0, 1.2, 1.5, 1.7, 2.0, 2.2, 2.5, 2.8]


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = spelling_cluster()
    yield cluster
    await cluster.close()


@pytest.fixture
async def core(cluster: MemoryCluster, settings: Settings) -> AsyncIterator[Core]:
    background = Background()
    yield make_core(cluster, settings, background, "f", REGISTRY, Diction())
    await background.finish(limit_s=5)


async def hear_while_killed(core: Core, after_s: float) -> list[Event]:
    """Hear the text, while all workers of the first backend are killed once so much is heard."""
    events: list[Event] = []
    heard_s = 0.0
    core.cluster.speed = 1.0  # no more is made than is heard
    async for event in core.service.speak(COST, ASKED, Endpoint.TTS, RATE_HZ):
        events.append(event)
        if isinstance(event, Audio) and heard_s < after_s:
            heard_s += len(event.pcm) / 2 / RATE_HZ
            if heard_s >= after_s:
                core.cluster.lose_all_workers("first")
    return events


def read_by_itself(core: Core, name: str) -> None:
    """Let a backend read numbers by itself."""
    kind = core.cluster.kinds[name]
    capabilities = msgspec.structs.replace(kind.capabilities, reads=("*",))
    core.cluster.kinds[name] = kind._replace(capabilities=capabilities)


def told(events: Sequence[Event]) -> list[str]:
    """Return the words as a client has them, which a fallback tells again."""
    words: list[tuple[str, float]] = []
    for event in events:
        if isinstance(event, FellBack):
            words = [word for word in words if word[1] < event.start_s]
        if isinstance(event, SpokenWords):
            words += [(word.text, word.start_s) for word in event.words]
    assert [start_s for _, start_s in words] == sorted(start_s for _, start_s in words)
    return [text.strip(".") for text, _ in words]


def assert_goes_on(whole: Sequence[str], first: Sequence[str], second: Sequence[str]) -> None:
    """See that the second goes on where the first has ended, or a few words before that."""
    assert list(whole[len(whole) - len(second) :]) == list(second)
    assert list(whole[: len(first)]) == list(first)
    assert 0 <= len(first) + len(second) - len(whole) <= LONGEST


def whole_words(part: str) -> list[str]:
    """Return the words that were heard but for a moment of the last one, which may be cut off."""
    words = part.split()
    whole = SAID.rstrip(".").split()[: len(words)]
    return whole if len(whole[-1]) - len(words[-1].rstrip(".")) <= 1 else whole[:-1]


@pytest.mark.parametrize("after_s", DURING)
async def test_no_written_word_is_lost_and_each_is_told(core: Core, after_s: float) -> None:
    events = await hear_while_killed(core, after_s)
    assert isinstance(events[-1], Done)
    (who, first), (other, second) = spelled(events)
    assert (who, other) == (FIRST, SECOND)
    second = second.strip().rstrip(".")
    assert_goes_on(SAID.rstrip(".").split(), whole_words(first), second.split())
    [fallback] = [event for event in events if isinstance(event, FellBack)]
    words = told(events)
    again = told(events[events.index(fallback) :])
    assert_goes_on(WRITTEN_WORDS, words[: len(words) - len(again)], again)
    [began] = [event for event in events if isinstance(event, SegmentBegan)]
    assert began.text == COST


@pytest.mark.parametrize("after_s", DURING)
async def test_the_rest_is_said_as_its_new_backend_wants_it(core: Core, after_s: float) -> None:
    read_by_itself(core, "second")
    events = await hear_while_killed(core, after_s)
    (_, first), (_, second) = spelled(events)
    assert COST.endswith(second.strip())
    said = second.strip().rstrip(".")
    for spoken, written in AS_ONE.items():
        said = said.replace(written, spoken)
    assert_goes_on(SAID.rstrip(".").split(), whole_words(first), said.split())


@pytest.mark.parametrize("after_s", DURING)
async def test_without_the_times_of_words_none_is_lost_either(core: Core, after_s: float) -> None:
    kinds = core.cluster.kinds
    core.cluster.kinds = {name: kind._replace(words=False) for name, kind in kinds.items()}
    (_, first), (_, second) = spelled(await hear_while_killed(core, after_s))
    begins = len(SAID.split()) - len(second.split())
    assert SAID.split()[begins:] == second.split()
    assert begins <= len(whole_words(first))


async def test_all_of_a_segment_is_said_by_a_fallback(core: Core) -> None:
    core.cluster.lose_all_workers("first")
    read_by_itself(core, "second")
    events = await collected(core.service.speak(COST, ASKED, Endpoint.TTS, RATE_HZ))
    assert [(who, said.strip()) for who, said in spelled(events)] == [(SECOND, COST)]
    assert told(events) == WRITTEN_WORDS
